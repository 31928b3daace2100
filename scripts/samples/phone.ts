import type { Photo } from './camera.js'
import { groupChat } from './group-chat.js'
import {
  comfyUiPicture,
  desert,
  type Originals,
  oranges,
  orangesSticker,
  sea,
  sunriseAnimation,
  valleyAgain,
  valleyMovie,
} from './pictures.js'
import {
  comfyUiSample,
  type Expected,
  moviePath,
  photoSample,
  retouchedPath,
  type Sample,
  valleyPath,
  webUiPath,
  webUiSample,
} from './sample.js'

/** The phone of the fictional Alba: she takes the pictures, retouches one, and has two generated ones. */
export function phoneSamples(shared: Originals): Sample[] {
  return [...cameraFolder(shared.valley), ...downloads(shared), ...groupChat(shared)]
}

function cameraFolder(valley: Photo): Sample[] {
  const folder = 'phone/DCIM/Camera'
  return [
    photoSample(valleyPath, valley, 'a mountain lake with a boulder on the shore; with a position'),
    photoSample(
      `${folder}/IMG_20240312_101547.jpg`,
      valleyAgain(),
      'the same lake, 45 seconds later, closer and further to the right; with a position',
    ),
    photoSample(`${folder}/IMG_20240313_171200.jpg`, desert(), 'dunes, taken upright and stored lying'),
    photoSample(`${folder}/IMG_20240313_183010.jpg`, sea(), 'the sea at sunset'),
    photoSample(`${folder}/IMG_20240313_190500.jpg`, oranges(), 'three oranges and a mug on a table'),
    {
      path: moviePath,
      bytes: valleyMovie(),
      mediaType: 'video/quicktime',
      shows: 'two seconds over the lake from left to right; Motion JPEG, no sound',
      expected: {
        kind: 'camera',
        metadata: {
          Make: 'Ejemplo Cámaras',
          Model: 'EC-1',
          CreateDate: '2024-03-12T09:16:20Z',
          ImageWidth: 320,
          ImageHeight: 240,
          frames: 12,
          milliseconds: 2000,
        },
      },
    },
  ]
}

function downloads({ retouched, webUi, poster }: Originals): Sample[] {
  const folder = 'phone/Download'
  const plain: Expected = { kind: 'plain' }
  return [
    {
      path: retouchedPath,
      bytes: retouched.bytes,
      mediaType: 'image/jpeg',
      shows:
        'the mountain lake brightened and saved again, its boulder cloned to the right; the thumbnail still shows one boulder',
      expected: { kind: 'edited', metadata: retouched.metadata, xmp: retouched.xmp, derivedFrom: valleyPath },
    },
    webUiSample(webUiPath, webUi, 'a mountain lake that calls itself generated'),
    comfyUiSample(`${folder}/ComfyUI_00001_.png`, comfyUiPicture(), 'a sea that calls itself generated'),
    {
      path: `${folder}/amanecer.gif`,
      bytes: sunriseAnimation(),
      mediaType: 'image/gif',
      shows: 'the sun rising over two hills, eight frames',
      expected: plain,
    },
    {
      path: `${folder}/bodegon.webp`,
      bytes: orangesSticker(),
      mediaType: 'image/webp',
      shows: 'three oranges and a mug; lossless',
      expected: plain,
    },
    {
      path: `${folder}/cartel.jpg`,
      bytes: poster,
      mediaType: 'image/png',
      shows: 'the sun over two hills: a PNG whose name ends in .jpg',
      expected: plain,
    },
  ]
}
