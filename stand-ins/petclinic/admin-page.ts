/** An icon of one green pixel, in PNG. */
export const ICON = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkWPH/PwAEjgJ/1gZ2WQAAAABJRU5ErkJggg==',
  'base64',
);

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page that shows the health of all instances. Its addresses are relative to `base`. */
export const page = (base: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<base href="${escaped(base)}">
<title>Spring Boot Admin (stand-in)</title>
<link rel="icon" href="assets/img/favicon.png">
<style>
  :root { color-scheme: light dark; font-family: system-ui, sans-serif }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .4rem .8rem; border-bottom: 1px solid #8888 }
</style>
</head>
<body>
<h1>Applications</h1>
<table>
  <thead><tr><th scope="col">Service</th><th scope="col">Status</th><th scope="col">Address</th><th scope="col">Since</th></tr></thead>
  <tbody id="instances"><tr><td colspan="4">Loading …</td></tr></tbody>
</table>
<p id="state" role="status"></p>
<script>
  const cell = (text) => Object.assign(document.createElement('td'), { textContent: text });
  async function show() {
    try {
      const answer = await fetch('instances', { headers: { Accept: 'application/json' } });
      const instances = await answer.json();
      document.getElementById('instances').replaceChildren(...instances.map(({ registration, statusInfo, statusTimestamp }) => {
        const row = document.createElement('tr');
        row.append(cell(registration.name), cell(statusInfo.status), cell(registration.serviceUrl), cell(statusTimestamp));
        return row;
      }));
      document.getElementById('state').textContent = '';
    } catch (error) {
      document.getElementById('state').textContent = 'Cannot read the instances: ' + error.message;
    }
  }
  show();
  setInterval(show, 5000);
</script>
</body>
</html>
`;
