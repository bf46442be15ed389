// A Leaflet map over the static drawing, from a GeoJSON address of this site; no tiles, so no request leaves it.
import L from 'leaflet';
import { createMap, drawLand, fetchShapes } from './map_base.js';
import { writeLabels } from './map_labels.js';
import { startOutlineMap } from './map_outline.js';
import { startPlaceMap } from './map_place.js';
import { connectYears, drawOutlines } from './map_years.js';

const PLAIN = { color: '#17324D', weight: 1.5 };
const CHOSEN = { color: '#B5003C', weight: 4 };
const BOUNDARY = { fillColor: '#fff', fillOpacity: 1, color: '#5A768A', weight: 1.5, dashArray: '5 4' };
const ROOM = { places: 40, areas: 12 }; // pixels around the shapes; places need room for their names
const NEAREST = { places: 7, areas: 15 }; // closest zoom of the first view
const MARK = 22; // pixels of a mark of the legend

function isPlace({ geometry }) {
  return geometry.type === 'Point';
}

function styleShape({ properties }) {
  if (properties.boundary) return BOUNDARY;
  return { ...PLAIN, fillColor: properties.fill || '#4E9AA8', fillOpacity: 0.9 };
}

function makePoint(feature, position, legend) {
  // The mark is the one of the legend: a shape as well as a colour.
  const mark = legend?.querySelector(`[data-key="${CSS.escape(feature.properties.mark || '')}"] svg`);
  if (!mark) return L.circleMarker(position, { ...styleShape(feature), radius: 9 });
  const icon = L.divIcon({ html: mark.cloneNode(true), className: 'map-mark', iconSize: [MARK, MARK] });
  return L.marker(position, { icon, keyboard: false });
}

function describeShape({ name, note }) {
  const words = document.createElement('span');
  const title = document.createElement('strong');
  title.textContent = name;
  words.append(title);
  if (note) words.append(document.createElement('br'), note);
  return words;
}

function fitShapes(map, bounds, kind) {
  if (!bounds.isValid()) return;
  map.fitBounds(bounds, { padding: [ROOM[kind], ROOM[kind]], maxZoom: NEAREST[kind] });
  map.setMinZoom(map.getZoom() - 0.5);
  map.setMaxBounds(map.getBounds().pad(0.25));
}

function addShapes(map, collection, { choose, legend }) {
  const shapes = new Map();
  const named = collection.features.filter(({ properties }) => !properties.boundary && !properties.outline);
  const boundaries = collection.features.filter(({ properties }) => properties.boundary);
  const background = L.geoJSON(boundaries, { style: styleShape, interactive: false }).addTo(map);
  const layer = L.geoJSON(named, {
    style: styleShape,
    pointToLayer: (feature, position) => makePoint(feature, position, legend),
    onEachFeature(feature, shape) {
      const id = String(feature.id);
      shapes.set(id, shape);
      shape.bindTooltip(() => describeShape(feature.properties), { className: 'map-tip', direction: 'top', offset: [0, -8] });
      shape.on('click', () => choose(id));
    },
  }).addTo(map);
  if (boundaries.length) fitShapes(map, background.getBounds(), 'areas');
  else fitShapes(map, layer.getBounds(), named.some(isPlace) ? 'places' : 'areas');
  return shapes;
}

function markChoice(container, shapes, chosen) {
  for (const [id, shape] of shapes) {
    shape.setStyle?.(id === chosen ? CHOSEN : PLAIN);
    if (id !== chosen) shape.closeTooltip();
  }
  shapes.get(chosen)?.bringToFront?.();
  shapes.get(chosen)?.openTooltip();
  for (const button of container.querySelectorAll('button[data-feature]')) {
    const pressed = button.dataset.feature === chosen;
    button.setAttribute('aria-pressed', String(pressed));
    button.closest('li').toggleAttribute('data-selected', pressed);
  }
}

function connectList(container, choose) {
  for (const button of container.querySelectorAll('button[data-feature]')) {
    button.hidden = false;
    button.addEventListener('click', () => choose(button.dataset.feature));
  }
}

async function startMap(element) {
  const { geojsonUrl, outlineUrl } = element.dataset;
  const collection = await fetchShapes(geojsonUrl);
  const container = element.closest('.map-grid') || document;
  const legend = element.parentElement.querySelector('.map-legend');
  element.replaceChildren();
  const map = createMap(element);
  const choose = (id) => {
    const { url } = shapes.get(id)?.feature.properties ?? {};
    if (url) window.location.assign(url);
    else markChoice(container, shapes, id);
  };
  const shapes = addShapes(map, collection, { choose, legend });
  drawOutlines(map, collection);
  if (!container.querySelector('.map-years')) writeLabels(map, [...shapes.values()]);
  connectList(container, choose);
  connectYears(container, shapes);
  if (legend) legend.hidden = false;
  if (outlineUrl) drawLand(map, outlineUrl).catch((problem) => console.warn('The map has no outline:', problem.message));
}

for (const element of document.querySelectorAll('.map[data-geojson-url]')) {
  const { outlineField, picks } = element.dataset;
  const start = (outlineField && startOutlineMap) || (picks && startPlaceMap) || startMap;
  start(element).catch((problem) => console.warn('The map stays a drawing:', problem.message));
}
