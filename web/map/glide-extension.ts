import { LayerExtension, type Layer } from '@deck.gl/core';

interface GlideProps {
  /** When the steps of `getGlide` began to count, and how long one takes; null: nothing glides. */
  glide: { originMs: number; durationMs: number } | null;
  /** Dots stand on their fixes at once. */
  still: boolean;
}

const glideModule = {
  name: 'glide',
  vs: `layout(std140) uniform glideUniforms {
  float now;
  float duration;
} glide;
`,
  uniformTypes: { now: 'f32', duration: 'f32' },
} as const;

/**
 * Dots glide on the GPU: the step back to where each stood is added to the low part of its 64-bit
 * position and fades to nothing within the duration. Billboard layers only (Icon, Scatterplot):
 * others add their offsets before projecting.
 */
class GlideExtension extends LayerExtension {
  static override extensionName = 'GlideExtension';
  static override defaultProps = { glide: null, still: false };

  override getShaders(): unknown {
    return {
      modules: [glideModule],
      inject: {
        'vs:#decl': 'in vec4 instanceGlide;\nvec4 glide_clip;\nvec4 glide_common;\n',
        'vs:#main-start': `float glide_left = clamp(1.0 - (glide.now - instanceGlide.w) / glide.duration, 0.0, 1.0);
glide_clip = project_position_to_clipspace(instancePositions, instancePositions64Low + vec3(instanceGlide.xy, 0.0) * glide_left, vec3(0.0), glide_common);
`,
        'vs:DECKGL_FILTER_GL_POSITION': 'position = glide_clip;\n',
      },
    };
  }

  override initializeState(this: Layer<GlideProps>): void {
    this.getAttributeManager()?.addInstanced({
      instanceGlide: { size: 4, accessor: 'getGlide', defaultValue: [0, 0, 0, 0] },
    });
  }

  override draw(this: Layer<GlideProps>): void {
    const { glide, still } = this.props;
    const now = still || !glide ? 1e6 : (performance.now() - glide.originMs) / 1000;
    this.setShaderModuleProps({ glide: { now, duration: (glide?.durationMs ?? 1000) / 1000 } });
  }
}

/** The same for dots (Scatterplot): one of radius 0 is not there at all, neither drawn nor picked; its outline would be. */
class DotGlideExtension extends GlideExtension {
  static override extensionName = 'DotGlideExtension';

  override getShaders(): unknown {
    const shaders = super.getShaders() as { inject: Record<string, string> };
    const start = shaders.inject['vs:#main-start']!;
    return {
      ...shaders,
      inject: {
        ...shaders.inject,
        'vs:#main-start': `${start}if (instanceRadius <= 0.0) glide_clip = vec4(2.0, 2.0, 2.0, 1.0);\n`,
      },
    };
  }
}

/** Extensions of everything drawn as icons, and as dots: deck makes one program of each. */
export const ICONS_GLIDE = [new GlideExtension()];
export const DOTS_GLIDE = [new DotGlideExtension()];

const STANDING = { glide: null, still: true, getGlide: [0, 0, 0, 0] } as const;
/**
 * Props of icons, and of dots, that never move. A program of their own would be linked at the first
 * picture, and in software translated for a quarter of a second.
 */
export const ICONS_STAND = { ...STANDING, extensions: ICONS_GLIDE };
export const DOTS_STAND = { ...STANDING, extensions: DOTS_GLIDE };
