"""The log of accounts in templates."""

from django import template

from portal.hub.accounts.rights import in_words

register = template.Library()
register.filter("rights", in_words)
