// Names on a map, only where they lie inside it and cover neither a mark nor another name; tooltips tell the others.
import L from 'leaflet';

const FONT = '600 14px "Titillium Web", sans-serif';
const HEIGHT = 20;
const PADDING = 3;
const MARK = 11; // half a mark
const GAP = 4;

function measureText(text) {
  measureText.context ??= document.createElement('canvas').getContext('2d');
  measureText.context.font = FONT;
  return Math.ceil(measureText.context.measureText(text).width) + 2 * PADDING;
}

function boxAt({ x, y }, width, height) {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function isInside(box, { x, y }) {
  return box.left >= 0 && box.top >= 0 && box.right <= x && box.bottom <= y;
}

function positionOf(shape) {
  return shape.getLatLng ? shape.getLatLng() : shape.getCenter();
}

function listSpots(shape, width) {
  // Where the upper left corner of the label may lie, seen from the position of the shape, the best first.
  const [middle, centre, away] = [-HEIGHT / 2, -width / 2, MARK + GAP];
  const around = [
    [away, middle],
    [-away - width, middle],
    [centre, -away - HEIGHT],
    [centre, away],
  ];
  return shape.getLatLng ? around : [[centre, middle], ...around];
}

function findSpot({ place, spots, width, taken, size }) {
  const isShown = place.x >= 0 && place.y >= 0 && place.x <= size.x && place.y <= size.y;
  return spots.find(([x, y]) => {
    const box = boxAt({ x: place.x + x, y: place.y + y }, width, HEIGHT);
    return (isInside(box, size) || !isShown) && !taken.some((other) => overlap(box, other));
  });
}

function makeLabel(text, position, { spot, width }) {
  const words = document.createElement('span');
  words.textContent = text;
  const icon = L.divIcon({
    html: words,
    className: 'map-label',
    iconSize: [width, HEIGHT],
    iconAnchor: spot.map((distance) => -distance),
  });
  return L.marker(position, { icon, interactive: false, keyboard: false });
}

function placeLabels(map, shapes, labels) {
  labels.clearLayers();
  const places = shapes.map((shape) => map.latLngToContainerPoint(positionOf(shape)));
  const corner = (place) => ({ x: place.x - MARK, y: place.y - MARK });
  const taken = shapes.flatMap((shape, index) => (shape.getLatLng ? [boxAt(corner(places[index]), 2 * MARK, 2 * MARK)] : []));
  shapes.forEach((shape, index) => {
    const { label, name } = shape.feature.properties;
    const [text, place] = [label || name, places[index]];
    const width = measureText(text);
    const spot = findSpot({ place, spots: listSpots(shape, width), width, taken, size: map.getSize() });
    if (!spot) return;
    taken.push(boxAt({ x: place.x + spot[0], y: place.y + spot[1] }, width, HEIGHT));
    makeLabel(text, positionOf(shape), { spot, width }).addTo(labels);
  });
}

export function writeLabels(map, shapes) {
  const labels = L.layerGroup().addTo(map);
  placeLabels(map, shapes, labels);
  map.on('zoomend resize', () => placeLabels(map, shapes, labels));
}
