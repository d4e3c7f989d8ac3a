"""How colleagues are named."""


def name_of(user) -> str:
    """The family name first, as Vietnamese names are written; the sign-in name where no other is known."""
    return f"{user.last_name} {user.first_name}".strip() or user.get_username()
