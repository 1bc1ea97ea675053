-- wrk posts recorded bodies in turn: wrk ... -s replay.lua ADDRESS -- BODY-FILE...
local requests = {}
local sent = 0

function init(files)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  for _, name in ipairs(files) do
    local file = assert(io.open(name, "rb"))
    wrk.body = file:read("*a")
    file:close()
    requests[#requests + 1] = wrk.format()
  end
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end

function done(summary)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status +
    summary.errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.6f, "failed": %d}\n', summary.requests, summary.duration / 1e6, failed))
end
