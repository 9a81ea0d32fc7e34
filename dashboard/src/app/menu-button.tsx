import type { DropdownProps } from 'antd';
import {
  cloneElement,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentType,
  type ReactElement,
} from 'react';
import { whenIdle } from '../ui/when-idle.ts';

/**
 * A button that opens a menu. The program of menus comes once the page is drawn, or when somebody clicks before that: no first sight
 * waits for what only opens.
 */
export function MenuButton({
  children: button,
  ...menu
}: Pick<DropdownProps, 'menu' | 'placement'> & { children: ReactElement<{ onClick?: () => void }> }) {
  const [Dropdown, setDropdown] = useState<ComponentType<DropdownProps> | null>(null);
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const hadFocus = useRef(false);
  const load = useCallback(async () => {
    const { Dropdown: loaded } = await import('./dropdown.ts');
    hadFocus.current = place.current?.contains(document.activeElement) ?? false;
    setDropdown(() => loaded);
  }, []);
  useEffect(() => {
    // A menu that could not be loaded is asked for again by a click.
    void whenIdle()
      .then(load)
      .catch(() => undefined);
  }, [load]);
  useLayoutEffect(() => {
    // The button is another one now.
    if (Dropdown && hadFocus.current) place.current?.querySelector('button')?.focus();
  }, [Dropdown]);
  const onClick = () => {
    setOpen(true);
    void load().catch(() => setOpen(false));
  };
  return (
    <span ref={place} className="menu-place">
      {Dropdown ? (
        <Dropdown {...menu} trigger={['click']} open={open} onOpenChange={setOpen}>
          {button}
        </Dropdown>
      ) : (
        cloneElement(button, { onClick })
      )}
    </span>
  );
}
