import { DatePicker } from 'antd';
import { useMemo } from 'react';
import { usePlant } from '../../../live/session-context.ts';
import { momentText, plantCalendar, timeOfDayText, toCalendar } from './plant-calendar.ts';
import './time-field.css';

interface TimeFieldProps {
  label: string;
  /** Empty while the field is. */
  value: string;
  onChange: (text: string) => void;
  /** What is in it cannot be used. */
  isWrong?: boolean;
}

const pickers = new Map<string, ReturnType<typeof makePicker>>();

function makePicker(zone: string) {
  return DatePicker.generatePicker(plantCalendar(zone));
}

/** One for each plant: a component that is made anew loses what is typed. */
function pickerOf(zone: string) {
  const made = pickers.get(zone) ?? makePicker(zone);
  pickers.set(zone, made);
  return made;
}

/** Date and time by the clock of the plant, `YYYY-MM-DDTHH:mm`, in the language of the page. May be typed. */
export function MomentField({ label, value, onChange, isWrong }: TimeFieldProps) {
  const Picker = usePicker();
  const shown = useShown(value);
  return (
    <Picker
      className="time-field"
      aria-label={label}
      status={isWrong ? 'error' : ''}
      format="YYYY-MM-DD HH:mm"
      showTime={{ format: 'HH:mm' }}
      showNow={false}
      // What was typed counts when the field is left.
      needConfirm={false}
      allowClear={false}
      value={shown}
      onChange={(next) => onChange(momentText(next))}
    />
  );
}

/** Time of a day, `HH:mm`. May be typed. */
export function TimeOfDayField({ label, value, onChange, isWrong }: TimeFieldProps) {
  const Picker = usePicker();
  const shown = useShown(value);
  return (
    <Picker
      className="time-field"
      picker="time"
      aria-label={label}
      status={isWrong ? 'error' : ''}
      format="HH:mm"
      showNow={false}
      needConfirm={false}
      allowClear={false}
      value={shown}
      onChange={(next) => onChange(timeOfDayText(next))}
    />
  );
}

/** The same until another text is to be shown: the picker takes back what is being typed whenever it is given a new value. */
function useShown(text: string) {
  return useMemo(() => toCalendar(text), [text]);
}

function usePicker() {
  const { index } = usePlant();
  return pickerOf(index.model.site.timeZone);
}
