"""The way in: /api/ leads to the docs, which ask for nothing from outside and run nothing inline."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_the_landing_leads_to_the_docs(client):
    assert client.get("/api/")["Location"] == "/api/docs/"


def test_the_page_holds_no_script_or_style_of_its_own(client):
    page = client.get("/api/docs/")
    text = page.content.decode()
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", text) == []
    addresses = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert len(addresses) >= 4
    assert [address for address in addresses if not re.match(r"/(?!/)|#", address)] == []


def test_its_script_is_served_as_one_and_reads_our_description(client):
    script = client.get("/api/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/schema/" in script.content.decode().replace("\\u002D", "-")
    assert '"validatorUrl": null' in script.content.decode()
