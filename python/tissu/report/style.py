"""The look of the page: light, readable, printable, no font or picture from elsewhere."""

STYLE = """
:root{--ink:#1d2733;--soft:#566371;--line:#dbe1e7;--wash:#f5f7f9;--accent:#1b5e8c;--warn:#7a4100;--warn-wash:#fff4e0}
*{box-sizing:border-box}
html{color-scheme:light;-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",
"Liberation Sans",Arial,sans-serif;overflow-wrap:break-word}
.page{max-width:1280px;margin:0 auto;padding:0 24px 64px}
header{padding:40px 0 20px;border-bottom:3px solid var(--accent);margin-bottom:28px}
.kicker{margin:0;color:var(--accent);font-weight:600;letter-spacing:.02em}
h1{margin:4px 0 6px;font-size:2.1rem;line-height:1.2}
.source{margin:0;color:var(--soft)}
h2{margin:0 0 12px;font-size:1.5rem;line-height:1.3}
h2 .index{color:var(--accent);margin-right:.5em;font-variant-numeric:tabular-nums}
h3{margin:32px 0 8px;font-size:1.15rem;line-height:1.35}
p{margin:0 0 12px;max-width:46rem}
section{padding:8px 0 20px;margin:0 0 32px;border-bottom:1px solid var(--line)}
section:target h2{text-decoration:underline;text-decoration-thickness:2px}
a{color:var(--accent)}
nav ol{list-style:none;margin:0;padding:0}
nav h2{font-size:1rem;margin:0 0 8px}
nav a{display:block;padding:3px 0;text-decoration:none;color:var(--ink)}
nav a:hover,nav a:focus{color:var(--accent);text-decoration:underline}
nav{background:var(--wash);border-radius:8px;padding:16px 20px;margin-bottom:32px}
.banner{background:var(--warn-wash);color:var(--warn);border:1px solid #e8b866;border-left-width:8px;border-radius:6px;
padding:14px 18px;margin:0 0 28px}
.banner p{margin:0;max-width:none}.banner strong{display:block}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(122px,1fr));gap:12px;margin:4px 0 24px;padding:0}
.figures div{background:var(--wash);border-radius:8px;padding:12px 13px}
.figures dt{color:var(--soft);font-size:.85rem;line-height:1.35}
.figures dd{margin:0 0 2px;font-size:1.6rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
.figures div{display:flex;flex-direction:column-reverse;justify-content:flex-end}
figure{margin:16px 0 12px}
figcaption{color:var(--soft);font-size:.9rem;margin:6px 0 0;max-width:46rem}
.scroll{overflow-x:auto;max-width:100%}
.scroll svg{display:block;width:100%;height:auto;min-width:620px}
.note{color:var(--soft);font-size:.85rem;line-height:1.5;border-left:3px solid var(--line);padding-left:12px;margin:14px 0}
.note strong{font-weight:600}
table{border-collapse:collapse;font-size:.9rem;line-height:1.4;margin:8px 0;min-width:min(100%,30rem)}
caption{text-align:left;color:var(--soft);font-size:.9rem;padding:0 0 6px}
th,td{padding:5px 14px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{font-weight:600;border-bottom:2px solid #b9c4cf;white-space:nowrap}
td{max-width:30rem}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td ul{margin:0;padding-left:1.1em}
.rest{color:var(--soft);font-size:.9rem;margin:4px 0 0}
details{margin:10px 0}
summary{cursor:pointer;color:var(--accent);font-size:.92rem;padding:4px 0}
summary:focus-visible,a:focus-visible,.scroll:focus-visible{outline:3px solid #f0a500;outline-offset:2px}
code,pre{font:.88rem/1.5 ui-monospace,"DejaVu Sans Mono",Consolas,monospace}
pre{background:var(--wash);border-radius:6px;padding:10px 14px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:8px 0 20px}
.facts dt{color:var(--soft)}.facts dd{margin:0;min-width:0}
.hash{font-family:ui-monospace,"DejaVu Sans Mono",Consolas,monospace;font-size:.78rem;overflow-wrap:anywhere}
svg text{font-family:inherit;fill:var(--ink)}
svg .soft{fill:var(--soft)}
svg .halo{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
footer{color:var(--soft);font-size:.85rem}
@media (min-width:1160px){
.columns{display:grid;grid-template-columns:210px minmax(0,1fr);gap:48px}
nav{position:sticky;top:24px;align-self:start;margin:0}
}
@media (max-width:600px){.page{padding:0 14px 40px}h1{font-size:1.6rem}.facts{grid-template-columns:1fr}}
@media print{
nav{display:none}.columns{display:block}body{font-size:10.5pt}.page{max-width:none;padding:0}
.scroll{overflow:visible}.scroll svg{min-width:0}figure,tr,.banner{break-inside:avoid}h2,h3{break-after:avoid}
a{color:inherit}
}
"""
