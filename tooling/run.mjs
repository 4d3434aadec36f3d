// What every npm script calls. Kept to old syntax up to the version check, so that an old Node says it in one line.
var oldest = 18
var major = Number(process.versions.node.split('.')[0])
if (major < oldest) {
  console.error(
    'Banyan needs Node ' + oldest + ' or newer to start; this is ' + process.version + '.',
  )
  process.exit(1)
}
import('./jobs.mjs').then(function (jobs) {
  return jobs.runJob(process.argv[2], process.argv.slice(3))
})
