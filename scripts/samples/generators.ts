import type { TextChunk } from './png.js'

/** What a generator is told: invented model, invented numbers. */
export interface Settings {
  readonly prompt: string
  readonly without: string
  readonly seed: number
  readonly steps: number
  readonly width: number
  readonly height: number
  readonly model: string
}

/** The chunk the AUTOMATIC1111 web UI and its descendants write. */
export function webUiChunks(settings: Settings): TextChunk[] {
  const { prompt, without, seed, steps, width, height, model } = settings
  const values = [
    `Steps: ${steps}`,
    'Sampler: Euler a',
    'CFG scale: 7',
    `Seed: ${seed}`,
    `Size: ${width}x${height}`,
    'Model hash: 0123456789',
    `Model: ${model}`,
    'Version: v1.9.4',
  ]
  return [{ keyword: 'parameters', text: `${prompt}\nNegative prompt: ${without}\n${values.join(', ')}` }]
}

/** The two chunks ComfyUI writes: the graph as it was run, and as it was laid out on the screen. */
export function comfyUiChunks(settings: Settings): TextChunk[] {
  const graph = nodesOf(settings)
  const layout = {
    last_node_id: 9,
    last_link_id: 9,
    nodes: Object.entries(graph).map(([id, node], order) => ({
      id: Number(id),
      type: node.class_type,
      pos: [100 + order * 320, 180],
      size: [300, 120],
      flags: {},
      order,
      mode: 0,
    })),
    links: [],
    groups: [],
    config: {},
    extra: {},
    version: 0.4,
  }
  return [
    { keyword: 'prompt', text: pythonJson(graph) },
    { keyword: 'workflow', text: pythonJson(layout) },
  ]
}

function nodesOf(settings: Settings) {
  const { prompt, without, seed, steps, width, height, model } = settings
  return {
    '3': {
      inputs: {
        seed,
        steps,
        cfg: 7,
        sampler_name: 'euler',
        scheduler: 'normal',
        denoise: 1,
        model: ['4', 0],
        positive: ['6', 0],
        negative: ['7', 0],
        latent_image: ['5', 0],
      },
      class_type: 'KSampler',
    },
    '4': { inputs: { ckpt_name: `${model}.safetensors` }, class_type: 'CheckpointLoaderSimple' },
    '5': { inputs: { width, height, batch_size: 1 }, class_type: 'EmptyLatentImage' },
    '6': { inputs: { text: prompt, clip: ['4', 1] }, class_type: 'CLIPTextEncode' },
    '7': { inputs: { text: without, clip: ['4', 1] }, class_type: 'CLIPTextEncode' },
    '8': { inputs: { samples: ['3', 0], vae: ['4', 2] }, class_type: 'VAEDecode' },
    '9': { inputs: { filename_prefix: 'ComfyUI', images: ['8', 0] }, class_type: 'SaveImage' },
  }
}

/** JSON with a blank after each comma and colon, as Python's `json.dumps` writes it. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${pythonJson(member)}`,
  )
  return `{${members.join(', ')}}`
}
