import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/**
 * Holds a uPlot in the page: made anew when `build` changes, resized with its box, filled by `onReady`, which
 * may return its undoing.
 */
export function UplotHost(props: {
  build: () => Omit<uPlot.Options, 'width' | 'height'>;
  onReady: (plot: uPlot) => (() => void) | void;
  height: number;
  label: string;
}) {
  const { build, onReady, height, label } = props;
  const box = useRef<HTMLDivElement>(null);
  const ready = useRef(onReady);
  useLayoutEffect(() => {
    ready.current = onReady;
  });

  useEffect(() => {
    const element = box.current!;
    const options = build();
    const width = Math.max(50, element.clientWidth);
    const plot = new uPlot({ ...options, width, height } as uPlot.Options, undefined, element);
    const undo = ready.current(plot);
    const observer = new ResizeObserver(() => {
      const next = Math.max(50, element.clientWidth);
      if (next !== plot.width) plot.setSize({ width: next, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      undo?.();
      plot.destroy();
    };
  }, [build, height]);

  return <div ref={box} className="plot" style={{ height }} role="img" aria-label={label} />;
}
