import { androidTranscript, type ChatEvent } from './chat.js'
import type { Originals } from './pictures.js'
import { moviePath, retouchedPath, type Sample, sentSample, valleyPath, webUiSample } from './sample.js'

const folder = 'phone/chat/Chat de WhatsApp con Paisajes de prueba'

/** The group as the phone exported it, with the files it names; one of them is missing. */
export function groupChat({ valleySent, retouchedSent, movieSent, webUi }: Originals): Sample[] {
  const { bytes, facts } = androidTranscript(events)
  return [
    {
      path: `${folder}/Chat de WhatsApp con Paisajes de prueba.txt`,
      bytes,
      mediaType: 'text/plain',
      shows: 'a group of three that exchanges pictures of landscapes; times without a zone',
      expected: { kind: 'chat', chat: facts },
    },
    sentSample(
      `${folder}/IMG-20240314-WA0001.jpg`,
      valleySent,
      'the mountain lake as a messenger passes it on: smaller, without metadata',
      valleyPath,
    ),
    sentSample(
      `${folder}/IMG-20240314-WA0002.jpg`,
      retouchedSent,
      'the retouched lake as a messenger passes it on',
      retouchedPath,
    ),
    {
      path: `${folder}/VID-20240314-WA0003.mp4`,
      bytes: movieSent,
      mediaType: 'video/mp4',
      shows: 'the two seconds over the lake as a messenger passes them on',
      expected: {
        kind: 'messenger',
        metadata: {
          CreateDate: '2024-03-14T18:09:00Z',
          ImageWidth: 240,
          ImageHeight: 180,
          frames: 12,
          milliseconds: 2000,
        },
        derivedFrom: moviePath,
      },
    },
    webUiSample(`${folder}/00007-1234567890.png`, webUi, 'the generated lake, sent as a document'),
  ]
}

const alba = 'Alba Ficticia'
const bruno = 'Bruno Inventado'
/** From the range Ofcom keeps free for fiction. */
const stranger = '+44 7700 900123'

const events: readonly ChatEvent[] = [
  {
    kind: 'notice',
    at: '2024-03-14T18:58:03',
    text: 'Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat, ni siquiera WhatsApp, puede leerlos ni escucharlos. Toca para obtener más información.',
  },
  { kind: 'notice', at: '2024-03-14T18:58:03', text: 'Creaste el grupo "Paisajes de prueba"' },
  { kind: 'notice', at: '2024-03-14T18:58:40', text: `Añadiste a ${bruno}` },
  { kind: 'notice', at: '2024-03-14T18:58:52', text: `Añadiste a ${stranger}` },
  { kind: 'message', at: '2024-03-14T19:01:10', account: alba, text: 'Hola, os paso las fotos del lago' },
  {
    kind: 'attachment',
    at: '2024-03-14T19:02:31',
    account: alba,
    file: 'IMG-20240314-WA0001.jpg',
    present: true,
  },
  {
    kind: 'message',
    at: '2024-03-14T19:03:05',
    account: bruno,
    text: '¡Qué luz!\nDos cosas:\n- la piedra de la orilla queda muy bien\n- yo la pondría también a la derecha',
  },
  {
    kind: 'attachment',
    at: '2024-03-14T19:05:48',
    account: alba,
    file: 'IMG-20240314-WA0002.jpg',
    present: true,
  },
  { kind: 'message', at: '2024-03-14T19:06:20', account: alba, text: 'Retocada: ahora hay dos piedras 🪨🪨' },
  {
    kind: 'attachment',
    at: '2024-03-14T19:09:02',
    account: alba,
    file: 'VID-20240314-WA0003.mp4',
    present: true,
  },
  {
    kind: 'message',
    at: '2024-03-14T19:11:37',
    account: stranger,
    text: 'Yo tengo una hecha con un programa, mirad: parece una acuarela',
  },
  {
    kind: 'attachment',
    at: '2024-03-14T19:12:15',
    account: stranger,
    file: '00007-1234567890.png',
    present: true,
  },
  {
    kind: 'attachment',
    at: '2024-03-14T19:14:00',
    account: bruno,
    file: 'IMG-20240314-WA0004.jpg',
    present: false,
  },
  { kind: 'omitted', at: '2024-03-14T19:15:26', account: bruno },
  { kind: 'deleted', at: '2024-03-14T19:16:00', account: bruno },
  {
    kind: 'message',
    at: '2024-03-14T19:20:44',
    account: alba,
    text: 'Mañana más, que hay niebla en el valle',
  },
  { kind: 'notice', at: '2024-03-15T09:03:12', text: `${stranger} salió del grupo` },
]
