import { MAX_PHOTO_BYTES } from '@linetwin/contracts';

/** Longest side of what is kept: enough to read a nameplate, little enough for the radio in a hall. */
const LONGEST_PX = 1600;
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

/** The photo of a phone as a JPEG that the server takes. @throws when the file is no picture */
export async function smallJpeg(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_PX / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  for (const quality of QUALITIES) {
    const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (jpeg && jpeg.size <= MAX_PHOTO_BYTES) return jpeg;
  }
  throw new Error(`${file.size} B`);
}
