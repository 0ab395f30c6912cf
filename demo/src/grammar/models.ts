/** Model names. The same word may name a lamp and a shoe: brand and noun tell them apart. */
const MODELS =
  'Alder Amber Anchor Arbour Atlas Aurora Avalon Basalt Beacon Birch Bloom Breeze Bristol Calla Canyon Cascade Cedar Cinder ' +
  'Clover Comet Compass Coral Cosmo Crest Delta Drift Dune Echo Elm Ember Fable Falcon Fern Fjord Flint Forge Garnet Glade ' +
  'Granite Grove Harbour Haven Hazel Heath Heron Horizon Indigo Iris Isle Ivory Jasper Juniper Kestrel Lagoon Lark Laurel ' +
  'Lotus Lumen Lyra Magnolia Maple Marina Meadow Meridian Mesa Mirage Mistral Monsoon Moss Nectar Nimbus Nova Oasis Onyx Opal ' +
  'Orbit Orchid Osprey Pacer Pebble Peak Pine Pioneer Plume Polar Prairie Prism Quartz Quill Ranger Raven Reef Ridge Ripple ' +
  'River Rowan Saffron Sable Sierra Slate Solace Sparrow Spruce Sterling Summit Swift Tempo Terra Thistle Tide Timber Topaz ' +
  'Trail Tundra Umber Valley Vega Velvet Vesper Vista Wander Willow Zenith Zephyr';

export const models: readonly string[] = MODELS.split(' ');
