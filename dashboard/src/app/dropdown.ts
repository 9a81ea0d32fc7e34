/** Apart from the page, because menus with all that they need are a tenth of it. */
export { Dropdown } from 'antd';
