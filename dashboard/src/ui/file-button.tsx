import type { InputHTMLAttributes } from 'react';

/** A button that lets somebody pick a file: the browser's own speaks the language of the browser. */
export function FileButton(
  props: { text: string; onPick: (file: File) => void } & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'accept' | 'capture' | 'disabled'
  >,
) {
  const { text, onPick, ...input } = props;
  return (
    <label className="file-button">
      {text}
      <input
        {...input}
        type="file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onPick(file);
          // The same file may be picked again once it was mended.
          target.value = '';
        }}
      />
    </label>
  );
}
