"""A piece of a page that is shown in more than one place, such as its title."""

from html import unescape

from django import template
from django.utils.html import strip_tags

register = template.Library()


class CaptureNode(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist = nodelist
        self.name = name

    def render(self, context):
        context[self.name] = unescape(" ".join(strip_tags(self.nodelist.render(context)).split()))
        return ""


@register.tag
def capture(parser, token):
    """`{% capture page_title %}{% block title %}…{% endblock %}{% endcapture %}` keeps the plain text under the name.

    Tags are dropped, so that it may stand in <title> and in attributes.
    """
    try:
        _tag, name = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("capture takes the name to keep the text under") from None
    nodelist = parser.parse(["endcapture"])
    parser.delete_first_token()
    return CaptureNode(nodelist, name)
