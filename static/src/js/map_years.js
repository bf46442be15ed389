// A slider of years over a map: each shape carries a fill and a note for every year, the list beside it its value.
import L from 'leaflet';

const OUTLINE = { fill: false, color: '#B5003C', weight: 2 };

export function drawOutlines(map, collection) {
  const features = collection.features.filter(({ properties }) => properties.outline);
  if (features.length) L.geoJSON(features, { style: OUTLINE, interactive: false }).addTo(map);
}

function showYear(container, shapes, place) {
  for (const [id, shape] of shapes) {
    const { fills, notes } = shape.feature.properties;
    if (!fills) continue;
    shape.setStyle({ fillColor: fills[place] });
    shape.feature.properties.note = notes[place];
    const value = container.querySelector(`[data-feature="${CSS.escape(id)}"]`)?.closest('li').querySelector('.map-item-value');
    if (value) value.textContent = notes[place];
  }
}

export function connectYears(container, shapes) {
  const control = container.querySelector('.map-years');
  if (!control) return;
  const slider = control.querySelector('input');
  const told = control.querySelector('output');
  const show = () => {
    told.textContent = slider.value;
    slider.setAttribute('aria-valuetext', slider.value);
    showYear(container, shapes, Number(slider.value) - Number(slider.min));
  };
  control.hidden = false;
  slider.addEventListener('input', show);
  show();
}
