// A map on which the corners of an outline are set and moved; the text field beside it holds the same in GeoJSON.
import L from 'leaflet';
import { createMap, drawLand, fetchShapes } from './map_base.js';

const BACKGROUND = { fill: false, color: '#5A768A', weight: 1.5, interactive: false };
const OUTLINE = { fillColor: '#4E9AA8', fillOpacity: 0.5, color: '#17324D', weight: 2, interactive: false };
const NEAR = 11; // zoom where nothing but the centre of the city is known
const DIGITS = 7; // a centimetre
const MOST = 200; // corners that can be moved by hand
const STEP = 8; // pixels of an arrow key
const ARROWS = { ArrowUp: [0, -STEP], ArrowDown: [0, STEP], ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0] };

function readShape(text) {
  try {
    const told = JSON.parse(text);
    return told.geometry ?? told;
  } catch {
    return null;
  }
}

function movableCorners({ type, coordinates }) {
  if (type !== 'Polygon' || coordinates?.length !== 1 || coordinates[0].length > MOST) return null;
  return coordinates[0].slice(0, -1).map(([longitude, latitude]) => L.latLng(latitude, longitude));
}

function writeShape(corners) {
  if (corners.length < 3) return '';
  const round = (number) => Number(number.toFixed(DIGITS));
  const ring = corners.map(({ lat, lng }) => [round(lng), round(lat)]);
  return JSON.stringify({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
}

function placeOf(map, corners, point) {
  // A new corner goes into the edge that it is nearest to, so that lines do not cross.
  if (corners.length < 3) return corners.length;
  const at = (latlng) => map.latLngToLayerPoint(latlng);
  const distances = corners.map((corner, index) => {
    const next = corners[(index + 1) % corners.length];
    return L.LineUtil.pointToSegmentDistance(at(point), at(corner), at(next));
  });
  return distances.indexOf(Math.min(...distances)) + 1;
}

class OutlineEditor {
  constructor(map, element) {
    const tools = element.parentElement.querySelector('.map-tools');
    this.map = map;
    this.field = document.getElementById(element.dataset.outlineField);
    this.origin = document.getElementById(element.dataset.originField);
    this.words = element.dataset;
    this.status = tools.querySelector('[data-outline-status]');
    this.corners = [];
    this.order = []; // corners as they were set, so that the last can be taken back
    this.layer = L.layerGroup().addTo(map);
    tools.hidden = false;
    tools.querySelector('[data-outline-undo]').addEventListener('click', () => this.remove(this.order.at(-1)));
    tools.querySelector('[data-outline-clear]').addEventListener('click', () => this.replace([]));
    map.on('click', ({ latlng }) => this.add(latlng.wrap()));
    this.field.addEventListener('input', () => this.readField());
  }

  get isFixed() {
    return this.corners === null;
  }

  readField() {
    const shape = readShape(this.field.value);
    this.corners = shape ? movableCorners(shape) : [];
    this.order = [...(this.corners ?? [])];
    this.draw(shape);
  }

  add(latlng) {
    if (this.isFixed) return;
    this.corners.splice(placeOf(this.map, this.corners, latlng), 0, latlng);
    this.order.push(latlng);
    this.write();
  }

  remove(corner) {
    if (this.isFixed || !corner) return;
    this.replace(this.corners.filter((one) => one !== corner));
  }

  replace(corners) {
    this.corners = corners;
    this.order = this.order.filter((one) => corners.includes(one));
    this.write();
  }

  write() {
    this.field.value = writeShape(this.corners);
    if (this.origin) this.origin.checked = true;
    this.draw(null);
  }

  draw(shape) {
    this.layer.clearLayers();
    if (this.isFixed) {
      this.drawFixed(shape);
      return;
    }
    this.line = L.polygon(this.corners, OUTLINE).addTo(this.layer);
    this.corners.forEach((corner, index) => this.drawCorner(corner, index));
    const { few, count } = this.status.dataset;
    this.status.textContent = this.corners.length < 3 ? few : count.replace('{count}', this.corners.length);
  }

  drawFixed(shape) {
    try {
      L.geoJSON(shape, { style: OUTLINE, interactive: false }).addTo(this.layer);
      this.status.textContent = this.status.dataset.fixed;
    } catch (problem) {
      console.warn('This text is no outline yet:', problem.message);
    }
  }

  drawCorner(corner, index) {
    const title = this.words.corner.replace('{number}', index + 1);
    const icon = L.divIcon({ className: 'map-corner', iconSize: [18, 18] });
    const mark = L.marker(corner, { icon, draggable: true, title, alt: title }).addTo(this.layer);
    mark.on('drag', ({ latlng }) => {
      Object.assign(corner, { lat: latlng.lat, lng: latlng.lng });
      this.line.setLatLngs(this.corners);
    });
    mark.on('dragend', () => this.write());
    const element = mark.getElement();
    element.setAttribute('aria-label', title);
    element.addEventListener('keydown', (event) => this.pressKey(event, corner, index));
  }

  pressKey(event, corner, index) {
    const arrow = ARROWS[event.key];
    if (!arrow && event.key !== 'Delete') return;
    event.preventDefault();
    event.stopPropagation();
    if (arrow) {
      const moved = this.map.layerPointToLatLng(this.map.latLngToLayerPoint(corner).add(arrow));
      Object.assign(corner, { lat: moved.lat, lng: moved.lng });
      this.write();
    } else {
      this.remove(corner);
    }
    this.map.getContainer().querySelectorAll('.map-corner')[arrow ? index : 0]?.focus();
  }
}

function showStart(map, editor, background, centre) {
  const bounds = L.latLngBounds([]);
  for (const layer of [editor.layer, background]) {
    layer?.eachLayer((one) => bounds.extend(one.getBounds?.() ?? one.getLatLng()));
    if (bounds.isValid()) break;
  }
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [40, 40], maxZoom: 16 });
  else map.setView(centre?.split(' ').map(Number) ?? [45, 10], centre ? NEAR : 4);
}

export async function startOutlineMap(element) {
  const { geojsonUrl, outlineUrl, centre } = element.dataset;
  const collection = await fetchShapes(geojsonUrl).catch(() => null); // a city may have no public page yet
  element.hidden = false;
  const map = createMap(element);
  const background = collection && L.geoJSON(collection, { style: BACKGROUND, interactive: false });
  map.setView([45, 10], 4); // corners need a view to be placed in
  background?.addTo(map);
  const editor = new OutlineEditor(map, element);
  editor.readField();
  showStart(map, editor, background, centre);
  if (outlineUrl) await drawLand(map, outlineUrl);
}
