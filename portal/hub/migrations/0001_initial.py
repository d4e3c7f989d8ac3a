
import django.db.models.deletion
import portal.kit.textfields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SampleRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('loaded_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='SitePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('key', models.CharField(choices=[('about', 'About'), ('contact', 'Contact'), ('privacy', 'Personal data')], max_length=10, unique=True, verbose_name='page')),
                ('title_vi', portal.kit.textfields.LineField(max_length=160, verbose_name='title in Vietnamese')),
                ('title_en', portal.kit.textfields.LineField(blank=True, max_length=160, verbose_name='title in English')),
                ('body_vi', portal.kit.textfields.ProseField(help_text='An empty line starts a paragraph, “## ” a heading, “- ” an item of a list; [words](address) is a link.', verbose_name='text in Vietnamese')),
                ('body_en', portal.kit.textfields.ProseField(blank=True, verbose_name='text in English')),
            ],
            options={
                'verbose_name': 'page of the site',
                'verbose_name_plural': 'pages of the site',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSitePage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('way', models.CharField(choices=[('form', 'form'), ('action', 'action on a list'), ('import', 'import'), ('command', 'command'), ('service', 'program')], default='service', max_length=7, verbose_name='way in')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('key', models.CharField(choices=[('about', 'About'), ('contact', 'Contact'), ('privacy', 'Personal data')], db_index=True, max_length=10, verbose_name='page')),
                ('title_vi', portal.kit.textfields.LineField(max_length=160, verbose_name='title in Vietnamese')),
                ('title_en', portal.kit.textfields.LineField(blank=True, max_length=160, verbose_name='title in English')),
                ('body_vi', portal.kit.textfields.ProseField(help_text='An empty line starts a paragraph, “## ” a heading, “- ” an item of a list; [words](address) is a link.', verbose_name='text in Vietnamese')),
                ('body_en', portal.kit.textfields.ProseField(blank=True, verbose_name='text in English')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical page of the site',
                'verbose_name_plural': 'historical pages of the site',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
