
import django.db.models.deletion
import portal.kit.datefields
import portal.kit.textfields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalSource',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('way', models.CharField(choices=[('form', 'form'), ('action', 'action on a list'), ('import', 'import'), ('command', 'command'), ('service', 'program')], default='service', max_length=7, verbose_name='way in')),
                ('title', portal.kit.textfields.LineField(max_length=255, verbose_name='title of the document')),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('en', 'English')], default='vi', max_length=2, verbose_name='language')),
                ('publisher', portal.kit.textfields.LineField(blank=True, max_length=255, verbose_name='publisher')),
                ('url', portal.kit.textfields.LinkField(blank=True, max_length=500, verbose_name='web address')),
                ('published', portal.kit.datefields.PartialDateField(blank=True, max_length=32, verbose_name='published')),
                ('note', portal.kit.textfields.ProseField(blank=True, verbose_name='note')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical source',
                'verbose_name_plural': 'historical sources',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', portal.kit.textfields.LineField(max_length=255, verbose_name='title of the document')),
                ('language', models.CharField(choices=[('vi', 'Vietnamese'), ('en', 'English')], default='vi', max_length=2, verbose_name='language')),
                ('publisher', portal.kit.textfields.LineField(blank=True, max_length=255, verbose_name='publisher')),
                ('url', portal.kit.textfields.LinkField(blank=True, max_length=500, verbose_name='web address')),
                ('published', portal.kit.datefields.PartialDateField(blank=True, max_length=32, verbose_name='published')),
                ('published_earliest', portal.kit.datefields.EarliestDayField(of='published')),
                ('note', portal.kit.textfields.ProseField(blank=True, verbose_name='note')),
                ('folded', portal.kit.textfields.FoldedField(source=('title', 'publisher'))),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['title'],
                'constraints': [models.UniqueConstraint(fields=('title', 'publisher'), name='source_once', violation_error_message='This document is already among the sources.')],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('slug', models.SlugField(max_length=80)),
                ('left_at', models.DateTimeField(auto_now_add=True)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='formerslug_owner')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'slug'), name='formerslug_once_per_kind')],
            },
        ),
    ]
