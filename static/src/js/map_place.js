// A map that writes the two numbers of a place into a form; the numbers can as well be typed, and move the mark.
import L from 'leaflet';
import { createMap, drawLand, fetchShapes } from './map_base.js';

const SHAPE = { fill: false, color: '#5A768A', weight: 1.5, interactive: false };
const MARK = { color: '#fff', fillColor: '#B5003C', fillOpacity: 1, radius: 9, weight: 2, interactive: false };
const NEAR = 11; // zoom where nothing but the centre of the city is known
const DIGITS = 6; // a tenth of a metre

function readPlace(fields) {
  const numbers = fields.map(({ value }) => parseFloat(value.trim().replace(',', '.').replace('−', '-')));
  return numbers.every(Number.isFinite) ? numbers : null;
}

function showStart(map, collection, { centre, chosen }) {
  const bounds = L.geoJSON(collection, { style: SHAPE, interactive: false }).addTo(map).getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12] });
  else map.setView(chosen ?? centre?.split(' ').map(Number) ?? [45, 10], centre || chosen ? NEAR : 4);
}

export async function startPlaceMap(element) {
  const { geojsonUrl, outlineUrl, picks, centre } = element.dataset;
  const fields = picks.split(' ').map((id) => document.getElementById(id));
  const collection = await fetchShapes(geojsonUrl);
  element.hidden = false;
  const map = createMap(element);
  showStart(map, collection, { centre, chosen: readPlace(fields) });
  const mark = L.circleMarker([0, 0], MARK);
  const follow = () => {
    const place = readPlace(fields);
    if (place) mark.setLatLng(place).addTo(map);
    else mark.remove();
  };
  map.on('click', ({ latlng }) => {
    const { lat, lng } = latlng.wrap();
    [fields[0].value, fields[1].value] = [lat.toFixed(DIGITS), lng.toFixed(DIGITS)];
    follow();
  });
  for (const field of fields) field.addEventListener('input', follow);
  follow();
  if (outlineUrl) await drawLand(map, outlineUrl);
}
