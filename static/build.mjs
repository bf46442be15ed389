// Builds the front end into static/vendor/ (git-ignored): styles, scripts, fonts, icons and the list of third parties.
// Run by `npm run build`; the output depends only on static/src/ and package-lock.json.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { compile } from 'sass';
import { outlineEurope } from './outline.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
const destination = join(here, 'vendor');
const modules = join(here, '..', 'node_modules');
const output = join(modules, '.cache', `ccc-vendor-${process.pid}`);

const BOOTSTRAP_ITALIA = join(modules, 'bootstrap-italia');
const FONT_WEIGHTS = ['regular', '600', '700'];
// Papers are typeset with the same face; the typesetter reads TrueType only.
const PAPER_FONTS = ['regular', 'italic', '600', '600italic', '700'];
const LEAFLET_IMAGES = ['layers.png', 'layers-2x.png', 'marker-icon.png'];

// What each third-party package contributes, for VENDORED.json.
const THIRD_PARTIES = {
  'bootstrap-italia': ['ccc.css', 'ccc.js', 'sprite.svg'],
  'htmx.org': ['htmx.min.js'],
  leaflet: ['leaflet.css', 'map.js', ...LEAFLET_IMAGES.map((name) => `images/${name}`)],
  'plotly.js-basic-dist-min': ['plotly-basic.min.js'],
  'plotly.js-locales': ['plotly-locale-it.js'],
  'world-atlas': ['europe.geojson'],
};

function copy(from, to) {
  const target = join(output, to);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(from, target);
}

function compileStyles() {
  const result = compile(join(source, 'scss', 'ccc.scss'), {
    style: 'compressed',
    loadPaths: [join(BOOTSTRAP_ITALIA, 'src', 'scss')],
    quietDeps: true,
    // Bootstrap Italia 2 is written with @import; ours is not.
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
  });
  writeFileSync(join(output, 'ccc.css'), result.css);
}

async function bundleScripts() {
  await bundle({
    entryPoints: ['ccc.js', 'charts.js', 'map.js', 'editor.js'].map((name) => join(source, 'js', name)),
    outdir: output,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    legalComments: 'eof',
    logLevel: 'warning',
  });
}

async function bundlePlotlyLocale() {
  // The package holds a bare CommonJS module: this hands it to the Plotly that the page has loaded.
  await bundle({
    stdin: { contents: "Plotly.register(require('plotly.js-locales/it'));", resolveDir: here, loader: 'js' },
    outfile: join(output, 'plotly-locale-it.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
  });
}

function cutSprite() {
  const wanted = JSON.parse(readFileSync(join(source, 'icons.json'), 'utf8'));
  const symbols = new Map();
  for (const name of ['dist/svg/sprites.svg', null]) {
    const text = readFileSync(name ? join(BOOTSTRAP_ITALIA, name) : join(source, 'img', 'icons.svg'), 'utf8');
    for (const [symbol, id] of text.matchAll(/<symbol[^>]*\bid="([a-z0-9-]+)"[^>]*>.*?<\/symbol>/gs)) symbols.set(id, symbol);
  }
  const missing = wanted.filter((id) => !symbols.has(id));
  if (missing.length) throw new Error(`No such icon: ${missing.join(', ')}`);
  const body = wanted.map((id) => symbols.get(id)).join('\n');
  writeFileSync(join(output, 'sprite.svg'), `<svg xmlns="http://www.w3.org/2000/svg">\n${body}\n</svg>\n`);
}

function copyThirdParties() {
  copy(join(modules, 'htmx.org', 'dist', 'htmx.min.js'), 'htmx.min.js');
  copy(join(modules, 'plotly.js-basic-dist-min', 'plotly-basic.min.js'), 'plotly-basic.min.js');
  copy(join(modules, 'leaflet', 'dist', 'leaflet.css'), 'leaflet.css');
  for (const image of LEAFLET_IMAGES) copy(join(modules, 'leaflet', 'dist', 'images', image), `images/${image}`);
  for (const weight of FONT_WEIGHTS) {
    const name = `titillium-web-v10-latin-ext_latin-${weight}.woff2`;
    copy(join(BOOTSTRAP_ITALIA, 'dist', 'fonts', 'Titillium_Web', name), `fonts/titillium-web-${weight}.woff2`);
  }
  for (const face of PAPER_FONTS) {
    const name = `titillium-web-v10-latin-ext_latin-${face}.ttf`;
    copy(join(BOOTSTRAP_ITALIA, 'src', 'fonts', 'Titillium_Web', name), `paper_fonts/titillium-web-${face}.ttf`);
  }
  copy(join(source, 'img', 'favicon.svg'), 'favicon.svg');
}

function describePackage(name) {
  const { version, license } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return { package: name, version, licence: license };
}

function listThirdParties() {
  const rows = Object.entries(THIRD_PARTIES).flatMap(([name, files]) =>
    files.map((file) => ({ file, ...describePackage(name) })),
  );
  const { version } = describePackage('bootstrap-italia');
  const fonts = [
    ...FONT_WEIGHTS.map((weight) => `fonts/titillium-web-${weight}.woff2`),
    ...PAPER_FONTS.map((face) => `paper_fonts/titillium-web-${face}.ttf`),
  ];
  for (const file of fonts) {
    rows.push({
      file,
      package: 'bootstrap-italia (Titillium Web)',
      version,
      licence: 'OFL-1.1',
    });
  }
  rows.sort((a, b) => a.file.localeCompare(b.file));
  writeFileSync(join(output, 'VENDORED.json'), `${JSON.stringify(rows, null, 2)}\n`);
}

function listFiles(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function publish() {
  // File by file, so that a portal which is running never misses one.
  const built = listFiles(output);
  for (const file of built) {
    mkdirSync(dirname(join(destination, file)), { recursive: true });
    renameSync(join(output, file), join(destination, file));
  }
  for (const file of listFiles(destination)) if (!built.includes(file)) rmSync(join(destination, file), { force: true });
  rmSync(output, { recursive: true });
}

mkdirSync(output, { recursive: true });
compileStyles();
await bundleScripts();
await bundlePlotlyLocale();
cutSprite();
copyThirdParties();
writeFileSync(join(output, 'europe.geojson'), `${JSON.stringify(outlineEurope(modules))}\n`);
listThirdParties();
publish();
