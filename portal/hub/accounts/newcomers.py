"""The form by which an administrator adds a colleague."""

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User


class NewColleagueForm(forms.ModelForm):
    """A new account may enter the desk and has no password: its owner chooses one by a link."""

    class Meta:
        model = User
        fields = ["username", "last_name", "first_name", "email", "groups"]
        field_classes = {"username": UsernameField}

    def save(self, commit=True):
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)
