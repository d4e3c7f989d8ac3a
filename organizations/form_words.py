"""Words that say what form a body has and not which one it is, as organizations in Việt Nam write them."""

from portal.kit.duplicates.names import FormWords

VIETNAMESE = """
    Trung tâm, TT, TTNC, Viện, Học viện, Hội, Hiệp hội, Tổng hội, Hội liên hiệp, Liên hiệp, Liên hiệp hội,
    Liên hiệp các hội, Liên đoàn, Quỹ, Quỹ xã hội, Quỹ từ thiện, Câu lạc bộ, CLB, Nhóm, Mạng lưới, Liên minh, Tổ chức,
    Tổ chức phi chính phủ, Công ty, Công ty cổ phần, Công ty CP, Công ty TNHH, Công ty TNHH MTV,
    Công ty TNHH một thành viên, Công ty trách nhiệm hữu hạn, Công ty trách nhiệm hữu hạn một thành viên,
    Doanh nghiệp xã hội, DNXH, Hợp tác xã, HTX
"""
ENGLISH = """
    Centre, Center, Institute, Association, Foundation, Fund, Network, Alliance, Union, Club, Group, Organization,
    Organisation, Society, Cooperative, Company
"""
ENDINGS = """
    Việt Nam, Vietnam, VN, tại Việt Nam, ở Việt Nam, in Vietnam, in Viet Nam, of Vietnam, of Viet Nam,
    TNHH, cổ phần, Company Limited, Co Ltd, Ltd, Limited, Inc, JSC, Joint Stock Company
"""


def _listed(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",")]


FORM_WORDS = FormWords(
    first=_listed(VIETNAMESE) + _listed(ENGLISH),
    last=_listed(ENGLISH) + _listed(ENDINGS),
    inside=["tỉnh", "thành phố", "TP"],
    links=["of", "for", "the", "on", "các", "về", "vì", "cho"],
)
