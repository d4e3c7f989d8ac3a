import pytest

from tests.factories.desk import officer


@pytest.fixture(autouse=True)
def files_of_the_moment(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def lan(client):
    user = officer("lan")
    client.force_login(user)
    return user
