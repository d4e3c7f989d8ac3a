"""What axe-core finds against WCAG 2.2 AA on the page as it stands in the browser."""

from axe_playwright_python.sync_playwright import Axe

GRAVE = {"serious", "critical"}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def assert_accessible(page) -> None:
    """Fail with every serious or critical finding: its rule, what it asks, the elements that break it."""
    findings = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}" for node in violation["nodes"]
        )
        for violation in Axe().run(page, options=RULES).response["violations"]
        if violation["impact"] in GRAVE
    ]
    assert not findings, f"{page.url}\n" + "\n".join(findings)
