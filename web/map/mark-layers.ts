import { project, type Layer, type LayerContext } from '@deck.gl/core';
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';

/** What both kinds of marks take besides deck's own props. */
interface GlideProps {
  /** When the steps of `getGlide` began to count, and how long one takes; null: nothing glides. */
  glide?: { originMs: number; durationMs: number } | null;
  /** Marks stand on their fixes at once. */
  still?: boolean;
}
type Shaders = { modules: unknown[] } & Record<string, unknown>;

/** A mark that says nothing of gliding stands; so that deck makes one program of those that glide and those that never do. */
const GLIDE_PROPS = { glide: null, still: true, getGlide: { type: 'accessor', value: [0, 0, 0, 0] } } as const; // prettier-ignore

/**
 * Where a mark stands, in clip space. Marks lie flat on a Web Mercator map and have their sizes in pixels, so
 * that a few lines do for what deck's own functions do for every projection and unit: drawn in software, the
 * translation of those (thrice in a program) took longer than the whole picture. The step of a glide, back to
 * where the mark stood, is in the low part of the position, and fades to nothing within the duration.
 */
const placeModule = {
  name: 'glide',
  dependencies: [project],
  vs: `layout(std140) uniform glideUniforms {
  float now;
  float duration;
} glide;

vec4 place_mark(vec3 at, vec3 low, vec4 step) {
  float left = clamp(1.0 - (glide.now - step.w) / glide.duration, 0.0, 1.0);
  bool offsets = project.projectionMode == PROJECTION_MODE_WEB_MERCATOR_AUTO_OFFSET;
  vec2 world;
  if (offsets && abs(at.y - project.coordinateOrigin.y) <= 0.25) {
    vec2 away = at.xy - project.coordinateOrigin.xy + low.xy + step.xy * left;
    world = away * (project.commonUnitsPerWorldUnit.xy + project.commonUnitsPerWorldUnit2.xy * away.y);
  } else {
    float north = log(tan_fp32(PI * 0.25 + radians(clamp(at.y, -89.9, 89.9)) * 0.5));
    world = vec2(radians(at.x) + PI, north + PI) * WORLD_SCALE;
    if (offsets) world -= project.commonOrigin.xy;
  }
  return project.viewProjectionMatrix * vec4(world, 0.0, 1.0) + project.center;
}
`,
  uniformTypes: { now: 'f32', duration: 'f32' },
} as const;

const ICONS_VS = `#version 300 es
#define SHADER_NAME icons-vertex
in vec2 positions;
in vec3 instancePositions;
in vec3 instancePositions64Low;
in vec4 instanceGlide;
in float instanceSizes;
in float instanceAngles;
in vec4 instanceColors;
in vec4 instanceIconFrames;
in float instanceColorModes;
in vec2 instanceOffsets;
in vec2 instancePixelOffset;
out float vColorMode;
out vec4 vColor;
out vec2 vTextureCoords;
out vec2 uv;

void main(void) {
  geometry.pickingColor = picking_getPickingColorFromInstanceID();
  gl_Position = place_mark(instancePositions, instancePositions64Low, instanceGlide);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  vec2 frame = instanceIconFrames.zw;
  float side = icon.sizeBasis == 0.0 ? frame.x : frame.y;
  float unit = icon.sizeUnits == UNIT_METERS ? project.commonUnitsPerMeter.z * project.scale : 1.0;
  float size = clamp(instanceSizes * icon.sizeScale * unit, icon.sizeMinPixels, icon.sizeMaxPixels);
  vec2 corner = (0.5 * positions * frame + instanceOffsets) * (side > 0.0 ? size / side : 0.0);
  float angle = radians(instanceAngles);
  corner = mat2(cos(angle), -sin(angle), sin(angle), cos(angle)) * corner + instancePixelOffset;
  gl_Position.xy += project_pixel_size_to_clipspace(vec2(corner.x, -corner.y));
  uv = positions;
  vTextureCoords = (instanceIconFrames.xy + 0.5 * (positions + 1.0) * frame) / icon.iconsTextureDim;
  vColor = instanceColors;
  DECKGL_FILTER_COLOR(vColor, geometry);
  vColorMode = instanceColorModes;
}
`;

const DOTS_VS = `#version 300 es
#define SHADER_NAME dots-vertex
in vec3 positions;
in vec3 instancePositions;
in vec3 instancePositions64Low;
in vec4 instanceGlide;
in float instanceRadius;
in float instanceLineWidths;
in vec4 instanceFillColors;
in vec4 instanceLineColors;
in vec2 instancePixelOffset;
out vec4 vFillColor;
out vec4 vLineColor;
out vec2 unitPosition;
out float innerUnitRadius;
out float outerRadiusPixels;

void main(void) {
  geometry.pickingColor = picking_getPickingColorFromInstanceID();
  float line = clamp(scatterplot.lineWidthScale * instanceLineWidths, scatterplot.lineWidthMinPixels, scatterplot.lineWidthMaxPixels) * scatterplot.stroked;
  outerRadiusPixels = clamp(scatterplot.radiusScale * instanceRadius, scatterplot.radiusMinPixels, scatterplot.radiusMaxPixels) + 0.5 * line;
  innerUnitRadius = 1.0 - line / outerRadiusPixels;
  float padding = scatterplot.antialiasing ? (outerRadiusPixels + SMOOTH_EDGE_RADIUS) / outerRadiusPixels : 1.0;
  unitPosition = padding * positions.xy;
  gl_Position = place_mark(instancePositions, instancePositions64Low, instanceGlide);
  // A dot of radius 0 is not there at all, neither drawn nor picked; its outline would be.
  if (instanceRadius <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  gl_Position.xy += project_pixel_size_to_clipspace(unitPosition * outerRadiusPixels + instancePixelOffset);
  vFillColor = vec4(instanceFillColors.rgb, instanceFillColors.a * layer.opacity);
  DECKGL_FILTER_COLOR(vFillColor, geometry);
  vLineColor = vec4(instanceLineColors.rgb, instanceLineColors.a * layer.opacity);
}
`;

/** Symbols that may glide: deck's icons, upright, of sizes in pixels or metres. */
export class IconMarks<D = unknown> extends IconLayer<D, GlideProps> {
  static override layerName = 'IconMarks';
  static override defaultProps = GLIDE_PROPS as never;

  override getShaders(): Shaders {
    return placed(super.getShaders() as Shaders, ICONS_VS);
  }
  override initializeState(context?: LayerContext): void {
    (super.initializeState as (context?: LayerContext) => void).call(this, context);
    addGlide(this);
  }
  override draw(options: never): void {
    setGlide(this);
    super.draw(options);
  }
}

/** Dots that may glide: deck's points of a radius and a line in pixels. */
export class DotMarks<D = unknown> extends ScatterplotLayer<D, GlideProps> {
  static override layerName = 'DotMarks';
  static override defaultProps = GLIDE_PROPS as never;

  override getShaders(): Shaders {
    return placed(super.getShaders() as Shaders, DOTS_VS);
  }
  override initializeState(context?: LayerContext): void {
    (super.initializeState as (context?: LayerContext) => void).call(this, context);
    addGlide(this);
  }
  override draw(options: never): void {
    setGlide(this);
    super.draw(options);
  }
}

const placed = (shaders: Shaders, vs: string): Shaders => ({ ...shaders, vs, modules: [...shaders.modules, placeModule] }); // prettier-ignore

function addGlide(layer: Layer): void {
  layer.getAttributeManager()?.addInstanced({
    instanceGlide: { size: 4, accessor: 'getGlide', defaultValue: [0, 0, 0, 0] },
  });
}

function setGlide(layer: Layer<GlideProps>): void {
  const { glide, still } = layer.props;
  const now = still || !glide ? 1e6 : (performance.now() - glide.originMs) / 1000;
  layer.setShaderModuleProps({ glide: { now, duration: (glide?.durationMs ?? 1000) / 1000 } });
}
