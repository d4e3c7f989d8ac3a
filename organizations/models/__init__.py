"""Who exists, and where."""

from organizations.models.details import (
    Identifier,
    OrganizationFigure,
    OrganizationName,
    OrganizationPlace,
    Service,
)
from organizations.models.duplicates import OrganizationKey, OrganizationNotDuplicate, OrganizationPair
from organizations.models.organization import Kind, Organization, StateLevel
from organizations.models.people import Affiliation, Consent, Person
from organizations.models.places import Place, PlaceAlias, PlaceDesignation, PlaceKind, PlaceSuccession
from organizations.models.trust import Registration, TransparencyDocument, Verification
from organizations.models.vocabularies import (
    FieldOfWork,
    Goal,
    GroupServed,
    IdentifierScheme,
    LegalForm,
    ServiceKind,
    ShortForm,
)

__all__ = [
    "Affiliation",
    "Consent",
    "FieldOfWork",
    "Goal",
    "GroupServed",
    "Identifier",
    "IdentifierScheme",
    "Kind",
    "LegalForm",
    "Organization",
    "OrganizationFigure",
    "OrganizationKey",
    "OrganizationName",
    "OrganizationNotDuplicate",
    "OrganizationPair",
    "OrganizationPlace",
    "Person",
    "Place",
    "PlaceAlias",
    "PlaceDesignation",
    "PlaceKind",
    "PlaceSuccession",
    "Registration",
    "Service",
    "ServiceKind",
    "ShortForm",
    "StateLevel",
    "TransparencyDocument",
    "Verification",
]
