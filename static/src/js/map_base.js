// What every map of this site begins with: no tiles, so no request leaves it.
import L from 'leaflet';

const LAND = { fillColor: '#fff', fillOpacity: 1, color: '#A5B3C0', weight: 1 };

export function createMap(element) {
  const map = L.map(element, {
    attributionControl: false,
    scrollWheelZoom: false,
    zoomControl: false,
    zoomSnap: 0.1,
  });
  const { zoomIn, zoomOut } = element.dataset;
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut, zoomOutText: '−' }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.createPane('land').style.zIndex = 300; // below the shapes, whichever comes first
  return map;
}

export async function fetchShapes(url) {
  const answer = await fetch(url, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

export async function drawLand(map, url) {
  const land = await fetchShapes(url);
  L.geoJSON(land, { style: LAND, interactive: false, pane: 'land' }).addTo(map);
}
