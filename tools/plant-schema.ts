import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { plantJsonSchemas } from '@linetwin/model';
import { format, resolveConfig } from 'prettier';

/** Writes plants/schema/*.schema.json from the zod schemas: `npm run schema` after changing one of them. */
const folder = fileURLToPath(new URL('../plants/schema/', import.meta.url));
await mkdir(folder, { recursive: true });
for (const [name, schema] of Object.entries(plantJsonSchemas())) {
  const file = `${folder}${name}.schema.json`;
  const text = await format(JSON.stringify(schema), { ...(await resolveConfig(file)), parser: 'json' });
  await writeFile(file, text);
  console.log(`wrote ${file}`);
}
