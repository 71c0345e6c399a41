import type { Person } from '../people.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/**
 * Nothing but the page's own styles. Browsers also check `form-action` where a posted form is sent on to, so it names
 * where sign-ins return: this machine's loopback, and the consoles.
 */
export function policyFor(styleNonce: string, consoleOrigins: readonly string[] = []): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${styleNonce}'`,
    `form-action ${["'self'", 'http://127.0.0.1:*', 'http://localhost:*', ...consoleOrigins].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The tokens of the look that these pages need, light and dark. */
const STYLE = `
:root{color-scheme:light dark;--page:#f4f6f6;--surface:#fff;--hover:#f1f4f4;--text:#132022;--text-2:#44565a;--line:#dce3e3;--ctl:#768486;--ink:#17292c;--on-ink:#fff;--ink-2:#294044;--accent:#2545c4;--sunken:#ebefef}
@media (prefers-color-scheme:dark){:root{--page:#0c1314;--surface:#121b1c;--hover:#172223;--text:#e4ecec;--text-2:#aab9bb;--line:#253435;--ctl:#6e7f81;--ink:#dce7e7;--on-ink:#0f1a1b;--ink-2:#fff;--accent:#9ab0ff;--sunken:#0a1011}}
*{box-sizing:border-box;margin:0}
body{background:var(--page);color:var(--text);font:400 .875rem/1.25rem system-ui,sans-serif}
.lab{background:var(--sunken);border-bottom:1px solid var(--line);color:var(--text-2);font-size:.75rem;line-height:1rem;padding:5px 24px}
main{max-width:520px;margin:0 auto;padding:40px 16px}
h1{font-size:1.25rem;line-height:1.75rem;font-weight:600;letter-spacing:-.01em}
p{color:var(--text-2);margin-top:4px}
ul{list-style:none;padding:0;margin-top:20px;background:var(--surface);border:1px solid var(--line);border-radius:8px;overflow:hidden}
li+li{border-top:1px solid var(--line)}
.who{display:block;width:100%;min-height:44px;padding:10px 16px;border:0;background:none;color:inherit;font:inherit;text-align:left;cursor:pointer}
.who:hover{background:var(--hover)}
.who b{font-weight:600}
.who i{font-style:normal;color:var(--text-2)}
.who span{display:block;color:var(--text-2);font-size:.8125rem;line-height:1.125rem}
.act{min-height:32px;padding:0 12px;margin-top:16px;border:0;border-radius:6px;background:var(--ink);color:var(--on-ink);font:600 .8125rem/1.125rem system-ui,sans-serif;cursor:pointer}
.act:hover{background:var(--ink-2)}
button:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.act:focus-visible{outline-offset:2px}
@media (max-width:760px){.act{min-height:44px}.lab{padding:5px 16px}}
`

function page(title: string, styleNonce: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style nonce="${escape(styleNonce)}">${STYLE}</style>
</head>
<body>
<header class="lab">This is the lab: an embedded cluster for trying things out.</header>
<main>
${content}
</main>
</body>
</html>
`
}

/** The page that lists who can be chosen in a realm. Each button posts the username to `action`. */
export function signInPage(
  realm: string,
  people: readonly Person[],
  action: string,
  styleNonce: string,
): string {
  const rows = people.map(
    ({ username, role, note }) =>
      `<li><button class="who" name="username" value="${escape(username)}"><b>${escape(username)}</b> <i>${escape(role)}</i><span>${escape(note)}</span></button></li>`,
  )
  return page(
    `Sign in to ${realm}`,
    styleNonce,
    `<h1>Sign in to ${escape(realm)}</h1>
<p>This is the lab: choose who to be. Nobody has a password.</p>
<form method="post" action="${escape(action)}">
<ul aria-label="People of ${escape(realm)}">
${rows.join('\n')}
</ul>
</form>`,
  )
}

/**
 * Asks before a sign-out that came without proof of who asks for it.
 *
 * @param form the form of the library, whose id is `op.logoutForm`.
 */
export function signOutPage(realm: string, form: string, styleNonce: string): string {
  return page(
    `Sign out of ${realm}`,
    styleNonce,
    `<h1>Sign out of ${escape(realm)}?</h1>
<p>Consoles that are still open have to sign in again when their sign-in ends.</p>
${form}
<button class="act" form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  )
}

/** Says what went wrong, or that something is done. */
export function messagePage(title: string, sentence: string, styleNonce: string): string {
  return page(title, styleNonce, `<h1>${escape(title)}</h1>\n<p>${escape(sentence)}</p>`)
}
