// A Leaflet map over the static drawing, from a GeoJSON address of this site; no tiles, so no request leaves it.
import L from 'leaflet';

const PLAIN = { color: '#17324D', weight: 1.5 };
const CHOSEN = { color: '#B5003C', weight: 4 };
const BOUNDARY = { fillColor: '#fff', fillOpacity: 1, color: '#5A768A', weight: 1.5, dashArray: '5 4' };
const MANY = 15; // more shapes than this show their names only when pointed at

function styleShape({ properties }) {
  if (properties.boundary) return BOUNDARY;
  return { ...PLAIN, fillColor: properties.fill || '#4E9AA8', fillOpacity: 0.9 };
}

function makePoint(feature, position) {
  return L.circleMarker(position, { ...styleShape(feature), radius: feature.properties.radius || 9 });
}

function createMap(element) {
  const map = L.map(element, {
    attributionControl: false,
    scrollWheelZoom: false,
    zoomControl: false,
    zoomSnap: 0.25,
  });
  const { zoomIn, zoomOut } = element.dataset;
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut, zoomOutText: '−' }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  return map;
}

function addShapes(map, collection, choose) {
  const shapes = new Map();
  const named = collection.features.filter(({ properties }) => !properties.boundary);
  const boundaries = collection.features.filter(({ properties }) => properties.boundary);
  const background = L.geoJSON(boundaries, { style: styleShape, interactive: false }).addTo(map);
  const layer = L.geoJSON(named, {
    style: styleShape,
    pointToLayer: makePoint,
    onEachFeature(feature, shape) {
      const id = String(feature.id);
      shapes.set(id, shape);
      const label = document.createTextNode(feature.properties.name);
      const place = feature.geometry.type === 'Point' ? { direction: 'top', offset: [0, -8] } : { direction: 'center' };
      shape.bindTooltip(label, { permanent: named.length <= MANY, className: 'map-label', ...place });
      shape.on('click', () => choose(id));
    },
  }).addTo(map);
  const bounds = layer.getBounds().isValid() ? layer.getBounds() : background.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [40, 40] });
  return shapes;
}

function markChoice(container, shapes, chosen) {
  for (const [id, shape] of shapes) shape.setStyle(id === chosen ? CHOSEN : PLAIN);
  shapes.get(chosen)?.bringToFront();
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
  const answer = await fetch(element.dataset.geojsonUrl, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${element.dataset.geojsonUrl} answered ${answer.status}`);
  const collection = await answer.json();
  const container = element.closest('.map-grid') || document;
  element.replaceChildren();
  const map = createMap(element);
  const choose = (id) => markChoice(container, shapes, id);
  const shapes = addShapes(map, collection, choose);
  connectList(container, choose);
}

for (const element of document.querySelectorAll('.map[data-geojson-url]')) {
  startMap(element).catch((problem) => console.warn('The map stays a drawing:', problem.message));
}
