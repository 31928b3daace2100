import { utf8 } from './bytes.js'
import { type ChatEvent, iosTranscript } from './chat.js'
import { type Originals, otherValley } from './pictures.js'
import { photoSample, retouchedPath, type Sample, sentSample, valleyPath } from './sample.js'

/** The stick of the fictional Bruno: his own camera, copies of what he was sent, and to whom he passed it on. */
export function usbSamples({ valley, valleySent, retouchedSent }: Originals): Sample[] {
  const { bytes, facts } = iosTranscript(events, dani)
  return [
    photoSample(
      'usb/DCIM/100EJEMP/EC2_0001.JPG',
      otherValley(31, '2024:02:20 16:40:11'),
      'another mountain lake, by a camera that writes no zone',
    ),
    photoSample(
      'usb/DCIM/100EJEMP/EC2_0002.JPG',
      otherValley(77, '2024:02:20 16:52:39'),
      'a third mountain lake, by the same camera',
    ),
    photoSample('usb/copias/IMG_20240312_101502.jpg', valley, 'the mountain lake, copied from the phone'),
    sentSample('usb/copias/valle.jpg', valleySent, 'the lake from the chat, renamed', valleyPath),
    {
      path: 'usb/chat/_chat.txt',
      bytes,
      mediaType: 'text/plain',
      shows: 'a chat of two in which the pictures of the group are passed on; times without a zone',
      expected: { kind: 'chat', chat: facts },
    },
    sentSample(`usb/chat/${firstFile}`, valleySent, 'the lake from the group, passed on', valleyPath),
    sentSample(
      `usb/chat/${secondFile}`,
      retouchedSent,
      'the retouched lake from the group, passed on',
      retouchedPath,
    ),
    {
      path: 'usb/notas.txt',
      bytes: utf8('Lista de la excursión\n- agua\n- mapa\n- batería de repuesto para la cámara\n'),
      mediaType: 'text/plain',
      shows: 'a list of what to take on a walk',
      expected: { kind: 'plain' },
    },
  ]
}

const bruno = 'Bruno Inventado'
const dani = 'Dani Imaginario'
const firstFile = '00000003-PHOTO-2024-03-14-21-05-10.jpg'
const secondFile = '00000004-PHOTO-2024-03-14-21-05-12.jpg'

const events: readonly ChatEvent[] = [
  {
    kind: 'notice',
    at: '2024-03-14T21:04:30',
    text: 'Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat, ni siquiera WhatsApp, puede leerlos ni escucharlos.',
  },
  { kind: 'message', at: '2024-03-14T21:04:41', account: bruno, text: 'Mira lo que han pasado en el grupo' },
  { kind: 'attachment', at: '2024-03-14T21:05:10', account: bruno, file: firstFile, present: true },
  { kind: 'attachment', at: '2024-03-14T21:05:12', account: bruno, file: secondFile, present: true },
  {
    kind: 'message',
    at: '2024-03-14T21:07:55',
    account: dani,
    text: 'La segunda tiene dos piedras iguales, ¿no?',
  },
  { kind: 'omitted', at: '2024-03-14T21:08:20', account: dani },
]
