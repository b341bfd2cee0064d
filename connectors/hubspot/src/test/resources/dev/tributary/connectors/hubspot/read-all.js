// Reads an account with HubSpot's own client, by the paths that the client has, and once by those
// that are versioned by date. Prints one line of JSON.
const { Client } = require('@hubspot/api-client')

const client = new Client({ accessToken: 'demo', basePath: process.argv[2] })
const crm = client.crm

async function pages(read) {
  const all = []
  let after
  do {
    const page = await read(after)
    all.push(...page.results)
    after = page.paging?.next?.after
  } while (after)
  return all
}

async function type(name, to) {
  const properties = (await crm.properties.coreApi.getAll(name)).results.map((p) => p.name)
  const list = (archived) =>
    pages((after) =>
      crm.objects.basicApi.getPage(name, 100, after, properties, undefined, [to], archived))
  const listed = await list(false)
  const archived = await list(true)
  const found = await pages((after) =>
    crm.objects.searchApi.doSearch(name, {
      filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '0' }] }],
      sorts: ['hs_object_id'],
      properties: ['hs_object_id'],
      limit: 200,
      after,
    }))
  const ids = listed.map((object) => object.id)
  const batched = []
  for (let i = 0; i < ids.length; i += 100) {
    const inputs = ids.slice(i, i + 100).map((id) => ({ id }))
    const answer = await crm.objects.batchApi.read(name, { inputs, properties })
    batched.push(...answer.results)
  }
  const associated = {}
  let inputs = ids.map((id) => ({ id }))
  while (inputs.length > 0) {
    const answer = await crm.associations.v4.batchApi.getPage(name, to, { inputs })
    for (const result of answer.results) {
      const others = result.to.map((other) => other.toObjectId)
      associated[result._from.id] = (associated[result._from.id] ?? []).concat(others)
    }
    inputs = answer.results
      .filter((result) => result.paging?.next)
      .map((result) => ({ id: result._from.id, after: result.paging.next.after }))
  }
  const legacy = await client.apiRequest({ path: `/crm/v3/objects/${name}?limit=100` })
  const dated = await client.apiRequest({ path: `/crm/objects/2026-09/${name}?limit=100` })
  return {
    to,
    listed: listed.map(({ id, properties, createdAt, updatedAt }) => ({
      id, properties, createdAt, updatedAt,
    })),
    batched: batched.map((object) => ({ id: object.id, properties: object.properties })),
    archived: archived.map((object) => ({ id: object.id, archivedAt: object.archivedAt })),
    found: found.map((object) => object.id),
    associated,
    isSame: (await legacy.text()).replaceAll('/crm/v3/objects/', '/crm/objects/2026-09/') ===
      (await dated.text()),
  }
}

async function main() {
  const schemas = (await crm.schemas.coreApi.getAll()).results
  const custom = schemas.map((schema) => schema.fullyQualifiedName)
  const standard = process.argv[3].split(',')
  const read = {}
  for (const name of [...standard, ...custom]) {
    read[name] = await type(name, name === 'contacts' ? 'companies' : 'contacts')
  }
  console.log(JSON.stringify(read))
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
