"""Page parts: what the tags render, and the rules that every template follows."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from core.enums import JobState
from core.models import Job
from core.web.gallery import SAMPLE_CHART, gallery

TEMPLATES = Path(settings.BASE_DIR) / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
EVERY_TEMPLATE = sorted(TEMPLATES.rglob("*.html"))
TEMPLATE_TAG = re.compile(r"\{%.*?%\}")
FORBIDDEN = [
    re.compile(r"\sstyle="),
    re.compile(r"\son[a-z]+=", re.IGNORECASE),
    re.compile(r"<style\b"),
    re.compile(r"<script(?![^>]*\bsrc=)[^>]*>"),
    re.compile(r"javascript:", re.IGNORECASE),
]


class ActionForm(forms.Form):
    name = forms.CharField(help_text="As in the plan.")
    reduction = forms.DecimalField(localize=True, min_value=0)
    count = forms.IntegerField(required=False)
    start = forms.DateField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    story = forms.CharField(required=False, widget=forms.Textarea, max_length=600)
    public = forms.BooleanField(required=False)
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("These do not go together.")


def render(source: str, *, language: str = "en", **context: object) -> str:
    with translation.override(language):
        text = Template("{% load ui %}" + source).render(Context(context))
    return re.sub(r"[ \n]+", " ", text).strip()


def test_icon_is_hidden_from_screen_readers():
    assert render('{% icon "it-user" "sm" %}') == (
        '<svg class="icon icon-sm" aria-hidden="true" focusable="false">'
        '<use href="/static/vendor/sprite.svg#it-user"></use></svg>'
    )


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("on_track", "on-track"),
        ("at_risk", "risk"),
        ("off_track", "late"),
        ("signed", "done"),
        ("ready_to_sign", "sign"),
        ("draft", "draft"),
        ("not_measured", "unknown"),
        ("done", "done"),
        (JobState.RUNNING, "review"),
    ],
)
def test_status_badge_gives_each_state_its_look(state, kind):
    html = render("{% status_badge state 'a word' %}", state=state)
    assert (f'class="status status-{kind}"' in html, html.endswith("a word</span>")) == (True, True)


@pytest.mark.parametrize(
    ("value", "inner"),
    [
        ("538\u00a0kt\u00a0CO₂e", '<span class="tile-value">538&nbsp;<small>kt\u00a0CO₂e</small></span>'),
        ("38", '<span class="tile-value">38</span>'),
        ("not\u00a0estimated", '<span class="tile-value tile-words">not\u00a0estimated</span>'),
    ],
    ids=["with-unit", "bare", "unknown"],
)
def test_tile_splits_the_unit_and_shows_words_as_words(value, inner):
    assert inner in render("{% tile 'Emissions' value %}", value=value)


def test_field_ties_hint_and_error_to_its_control():
    form = ActionForm({"name": ""})
    html = render("{% field form.name %}", form=form)
    control = re.search(r"<input[^>]*>", html).group()
    assert 'aria-describedby="id_name_helptext id_name_error"' in control
    assert 'aria-invalid="true"' in control
    assert ('id="id_name_helptext"' in html, 'id="id_name_error"' in html) == (True, True)


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("reduction", {"type": "text", "inputmode": "decimal", "min": None}),
        ("count", {"type": "text", "inputmode": "numeric", "min": None}),
        ("start", {"type": "text", "inputmode": None, "autocomplete": "off"}),
    ],
)
def test_field_asks_for_numbers_and_days_with_the_right_control(name, attributes):
    html = render(f"{{% field form.{name} %}}", form=ActionForm())
    control = re.search(r"<input[^>]*>", html).group()
    found = {key: (re.search(f' {key}="([^"]*)"', control) or [None, None])[1] for key in attributes}
    assert found == attributes


def test_field_marks_only_optional_fields():
    form = ActionForm()
    marked = [bound.name for bound in form if "(optional)" in render("{% field f %}", f=bound)]
    assert marked == ["count", "start", "story"]


def test_field_puts_a_group_of_choices_into_a_fieldset_with_its_error():
    html = render("{% field form.kind %}", form=ActionForm({}))
    assert '<fieldset aria-describedby="id_kind_error"> <legend>Kind </legend>' in html


def test_field_shows_the_unit_beside_the_control():
    assert "<span>kt</span></div>" in render("{% field form.reduction unit='kt' %}", form=ActionForm())


def test_field_renders_a_hidden_control_alone():
    html = render("{% field form.token %}", form=ActionForm())
    assert html == '<input type="hidden" name="token" id="id_token">'


def test_form_errors_lists_the_whole_form_first_and_links_the_fields():
    html = render("{% form_errors form %}", form=ActionForm({"name": "x", "reduction": "1", "token": "t"}))
    items = re.findall(r"<li>(.*?)</li>", html)
    assert items == [
        "These do not go together.",
        '<a href="#id_kind_0">Kind: This field is required.</a>',
    ]


def test_form_errors_shows_nothing_for_a_form_without_errors():
    assert render("{% form_errors form %}", form=forms.Form({})) == ""


def test_chart_figure_carries_finding_table_source_and_csv():
    html = render("{% chart_figure chart '/figure.json' '/data.csv' %}", chart=SAMPLE_CHART)
    assert 'data-plotly-url="/figure.json"' in html
    assert re.search(r"<figcaption> <h2[^>]*>(.*?)</h2>", html).group(1) == SAMPLE_CHART["title"]
    assert '<th scope="row">2024</th> <td class="number">538</td>' in html
    assert '<a class="link-action" href="/data.csv" download>' in html
    assert str(SAMPLE_CHART["source"]) in html


def test_chart_figure_without_address_stays_a_drawing():
    html = render("{% chart_figure chart %}", chart=SAMPLE_CHART)
    assert ("data-plotly-url" in html, "chart-live" in html) == (False, False)


@pytest.mark.parametrize(("state", "polls"), [(JobState.RUNNING, True), (JobState.DONE, False)])
def test_job_polls_only_while_it_is_open(state, polls):
    work = Job(state=state, done=1240, total=2000)
    html = render("{% job work 'Forecast' '/jobs/1/' %}", work=work, language="it")
    assert ('hx-get="/jobs/1/" hx-trigger="every 2s" hx-swap="outerHTML"' in html) is polls
    assert 'max="2000" value="1240"' in html


def test_pagination_keeps_the_filters_of_the_address():
    request = RequestFactory().get("/", {"sector": "waste", "page": "4"})
    page = Paginator(range(240), 25).page(4)
    source = "{% load ui %}{% pagination page %}"
    with translation.override("en"):
        html = Template(source).render(RequestContext(request, {"page": page}))
    assert 'href="?sector=waste&amp;page=5" rel="next"' in html
    assert "76 to 100 of 240" in html


@pytest.mark.parametrize(
    ("query", "sort", "target"),
    [({}, None, "name"), ({"sort": "name"}, "ascending", "-name"), ({"sort": "-name"}, "descending", "name")],
)
def test_sort_head_tells_and_turns_the_order(query, sort, target):
    request = RequestFactory().get("/", query)
    html = Template("{% load ui %}{% sort_head 'name' 'Name' %}").render(RequestContext(request, {}))
    found = re.search(r'aria-sort="(\w+)"', html)
    assert (found and found[1], f'href="?sort={target}"' in html) == (sort, True)


class ForeignText(str):
    language = "it"


def test_text_names_its_language_only_where_it_differs():
    content = ForeignText("Città <b>")
    assert [render("{% text c %}", c=content, language=language) for language in ("it", "en")] == [
        "Città &lt;b&gt;",
        '<span lang="it">Città &lt;b&gt;</span>',
    ]


@pytest.mark.parametrize("number", [400, 403, 404, 500])
@pytest.mark.parametrize("language", ["it", "en"])
def test_error_pages_need_no_context(number, language):
    with translation.override(language):
        html = get_template(f"{number}.html").render({})
    assert (f'<html lang="{language}">' in html, html.count("<h1>"), 'href="/it/"' in html) == (True, 1, True)


@pytest.mark.urls("ccc_portal.urls")
def test_gallery_shows_every_part(db):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.session = SessionStore()
    assert gallery(request).status_code == 200


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_every_component_names_its_parameters_first(path):
    lines = path.read_text().splitlines()
    first = lines[1] if lines[0].startswith("{% extends") else lines[0]
    assert first.startswith("{% comment %}")


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_keeps_to_the_content_security_policy(path):
    source = TEMPLATE_TAG.sub("", path.read_text())
    assert [pattern.pattern for pattern in FORBIDDEN if pattern.search(source)] == []


def test_messages_have_the_look_of_their_level():
    message = SimpleNamespace(level_tag="success")
    html = render("{{ m.level_tag|message_kind }} {{ 'info'|message_kind|notice_icon }}", m=message)
    assert html == "done it-info-circle"
