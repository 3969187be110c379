-- Wireshark dissector of vfio-user recordings: link type 147 (USER0), one message a packet behind a header of eight bytes.
--
--   wireshark -X lua_script:vfio-user.lua recording.pcapng
--
-- or put this file into the folder "Personal Lua Plugins" of Help, About, Folders. A display filter then is, for example,
--
--   vfio_user.command == 9 && vfio_user.region == 0        reads of BAR0
--   vfio_user.error                                        whatever was refused
--   vfio_user.reply_in || vfio_user.request_in             requests with a reply, replies with a request
--
-- Source: vfio-user specification (QEMU docs/interop/vfio-user.rst); Linux include/uapi/linux/vfio.h.
-- All numbers are little-endian. License: Apache License 2.0, as that of vfio-replay.

local vfio_user = Proto("vfio_user", "vfio-user")

local PSEUDO_BYTES = 8
local HEADER_BYTES = 16

local commands = {
    [1] = "VERSION",
    [2] = "DMA_MAP",
    [3] = "DMA_UNMAP",
    [4] = "DEVICE_GET_INFO",
    [5] = "DEVICE_GET_REGION_INFO",
    [6] = "DEVICE_GET_REGION_IO_FDS",
    [7] = "DEVICE_GET_IRQ_INFO",
    [8] = "DEVICE_SET_IRQS",
    [9] = "REGION_READ",
    [10] = "REGION_WRITE",
    [11] = "DMA_READ",
    [12] = "DMA_WRITE",
    [13] = "DEVICE_RESET",
    [15] = "REGION_WRITE_MULTI",
    [16] = "DEVICE_FEATURE",
    [17] = "MIG_DATA_READ",
    [18] = "MIG_DATA_WRITE",
}

local directions = { [0] = "client to server", [1] = "server to client" }
local types = { [0] = "request", [1] = "reply" }
local regions = { [0] = "BAR0", [1] = "BAR1", [2] = "BAR2", [3] = "BAR3", [4] = "BAR4", [5] = "BAR5", [6] = "ROM", [7] = "config space", [8] = "VGA" }
local interrupts = { [0] = "INTx", [1] = "MSI", [2] = "MSI-X", [3] = "ERR", [4] = "REQ" }
local features = { [1] = "MIGRATION", [2] = "MIG_DEVICE_STATE", [6] = "DMA_LOGGING_START", [7] = "DMA_LOGGING_STOP", [8] = "DMA_LOGGING_REPORT" }
local states = { [0] = "ERROR", [1] = "STOP", [2] = "RUNNING", [3] = "STOP_COPY", [4] = "RESUMING", [5] = "RUNNING_P2P", [6] = "PRE_COPY", [7] = "PRE_COPY_P2P" }
local errors = { [1] = "EPERM", [2] = "ENOENT", [5] = "EIO", [12] = "ENOMEM", [14] = "EFAULT", [16] = "EBUSY", [17] = "EEXIST", [19] = "ENODEV", [22] = "EINVAL", [28] = "ENOSPC", [42] = "ENOMSG", [95] = "EOPNOTSUPP", [110] = "ETIMEDOUT" }

local f = {
    -- The header of the recording.
    version = ProtoField.uint8("vfio_user.pseudo.version", "Version of the recording's header"),
    direction = ProtoField.uint8("vfio_user.direction", "Direction", base.DEC, directions),
    connection = ProtoField.uint16("vfio_user.connection", "Connection"),
    fds = ProtoField.uint16("vfio_user.fds", "File descriptors that travelled along"),
    recorded = ProtoField.uint16("vfio_user.pseudo.flags", "Flags of the recording", base.HEX),
    incomplete = ProtoField.bool("vfio_user.incomplete", "Recorded incompletely", 16, nil, 0x8),
    -- The header of the message.
    id = ProtoField.uint16("vfio_user.id", "Message id", base.HEX),
    command = ProtoField.uint16("vfio_user.command", "Command", base.DEC, commands),
    size = ProtoField.uint32("vfio_user.size", "Message size"),
    flags = ProtoField.uint32("vfio_user.flags", "Flags", base.HEX),
    type = ProtoField.uint32("vfio_user.type", "Type", base.DEC, types, 0xf),
    no_reply = ProtoField.bool("vfio_user.no_reply", "No reply wanted", 32, nil, 0x10),
    is_error = ProtoField.bool("vfio_user.is_error", "Error", 32, nil, 0x20),
    error = ProtoField.uint32("vfio_user.error", "Error number", base.DEC, errors),
    request_in = ProtoField.framenum("vfio_user.request_in", "Request in", base.NONE, frametype.REQUEST),
    reply_in = ProtoField.framenum("vfio_user.reply_in", "Reply in", base.NONE, frametype.RESPONSE),
    time = ProtoField.relative_time("vfio_user.time", "Time since the request"),
    -- The bodies.
    major = ProtoField.uint16("vfio_user.major", "Major version"),
    minor = ProtoField.uint16("vfio_user.minor", "Minor version"),
    capabilities = ProtoField.string("vfio_user.capabilities", "Capabilities"),
    argsz = ProtoField.uint32("vfio_user.argsz", "Argument size"),
    argflags = ProtoField.uint32("vfio_user.argflags", "Flags of the command", base.HEX),
    file_offset = ProtoField.uint64("vfio_user.file_offset", "Offset in the file", base.HEX),
    address = ProtoField.uint64("vfio_user.address", "Address", base.HEX),
    length = ProtoField.uint64("vfio_user.length", "Length", base.HEX),
    page_size = ProtoField.uint64("vfio_user.page_size", "Page size"),
    bitmap_size = ProtoField.uint64("vfio_user.bitmap_size", "Bitmap size"),
    bitmap = ProtoField.bytes("vfio_user.bitmap", "Dirty bitmap"),
    num_regions = ProtoField.uint32("vfio_user.num_regions", "Number of regions"),
    num_irqs = ProtoField.uint32("vfio_user.num_irqs", "Number of interrupt types"),
    region = ProtoField.uint32("vfio_user.region", "Region", base.DEC, regions),
    cap_offset = ProtoField.uint32("vfio_user.cap_offset", "Offset of the capabilities"),
    region_size = ProtoField.uint64("vfio_user.region_size", "Size of the region", base.HEX),
    map_offset = ProtoField.uint64("vfio_user.map_offset", "Offset for mapping", base.HEX),
    irq = ProtoField.uint32("vfio_user.irq", "Interrupt type", base.DEC, interrupts),
    start = ProtoField.uint32("vfio_user.start", "First vector"),
    vectors = ProtoField.uint32("vfio_user.vectors", "Number of vectors"),
    offset = ProtoField.uint64("vfio_user.offset", "Offset", base.HEX),
    count = ProtoField.uint32("vfio_user.count", "Count"),
    dma_count = ProtoField.uint64("vfio_user.dma_count", "Count"),
    entries = ProtoField.uint64("vfio_user.entries", "Number of writes"),
    data = ProtoField.bytes("vfio_user.data", "Data"),
    feature = ProtoField.uint32("vfio_user.feature", "Feature", base.DEC, features, 0xffff),
    get = ProtoField.bool("vfio_user.get", "Get", 32, nil, 0x10000),
    set = ProtoField.bool("vfio_user.set", "Set", 32, nil, 0x20000),
    probe = ProtoField.bool("vfio_user.probe", "Probe", 32, nil, 0x40000),
    migration_flags = ProtoField.uint64("vfio_user.migration_flags", "Migration flags", base.HEX),
    state = ProtoField.uint32("vfio_user.state", "Device state", base.DEC, states),
    data_fd = ProtoField.int32("vfio_user.data_fd", "Data fd"),
    ranges = ProtoField.uint32("vfio_user.ranges", "Number of ranges"),
    mig_size = ProtoField.uint32("vfio_user.mig_size", "Size of the data"),
}
vfio_user.fields = f

local refused = ProtoExpert.new("vfio_user.refused", "Refused", expert.group.RESPONSE_CODE, expert.severity.WARN)
local unanswered = ProtoExpert.new("vfio_user.unexpected", "Answers no request", expert.group.SEQUENCE, expert.severity.WARN)
local wrong_size = ProtoExpert.new("vfio_user.wrong_size", "Announces another size than is there", expert.group.MALFORMED, expert.severity.ERROR)
vfio_user.experts = { refused, unanswered, wrong_size }

-- Bodies: rows of field, offset behind the message's header, bytes. -1 bytes: up to the end.
local LAYOUT = {
    [1] = { { "major", 0, 2 }, { "minor", 2, 2 }, { "capabilities", 4, -1 } },
    [2] = { { "argsz", 0, 4 }, { "argflags", 4, 4 }, { "file_offset", 8, 8 }, { "address", 16, 8 }, { "length", 24, 8 } },
    [3] = { { "argsz", 0, 4 }, { "argflags", 4, 4 }, { "address", 8, 8 }, { "length", 16, 8 }, { "page_size", 24, 8 }, { "bitmap_size", 32, 8 }, { "bitmap", 40, -1 } },
    [4] = { { "argsz", 0, 4 }, { "argflags", 4, 4 }, { "num_regions", 8, 4 }, { "num_irqs", 12, 4 } },
    [5] = { { "argsz", 0, 4 }, { "argflags", 4, 4 }, { "region", 8, 4 }, { "cap_offset", 12, 4 }, { "region_size", 16, 8 }, { "map_offset", 24, 8 }, { "data", 32, -1 } },
    [6] = { { "argsz", 0, 4 }, { "argflags", 4, 4 }, { "region", 8, 4 }, { "count", 12, 4 }, { "data", 16, -1 } },
    [7] = { { "argsz", 0, 4 }, { "argflags", 4, 4 }, { "irq", 8, 4 }, { "vectors", 12, 4 } },
    [8] = { { "argsz", 0, 4 }, { "argflags", 4, 4 }, { "irq", 8, 4 }, { "start", 12, 4 }, { "vectors", 16, 4 }, { "data", 20, -1 } },
    [9] = { { "offset", 0, 8 }, { "region", 8, 4 }, { "count", 12, 4 }, { "data", 16, -1 } },
    [10] = { { "offset", 0, 8 }, { "region", 8, 4 }, { "count", 12, 4 }, { "data", 16, -1 } },
    [11] = { { "address", 0, 8 }, { "dma_count", 8, 8 }, { "data", 16, -1 } },
    [12] = { { "address", 0, 8 }, { "dma_count", 8, 8 }, { "data", 16, -1 } },
    [13] = {},
    [15] = { { "entries", 0, 8 }, { "data", 8, -1 } },
    [16] = { { "argsz", 0, 4 }, { "feature", 4, 4 }, { "get", 4, 4 }, { "set", 4, 4 }, { "probe", 4, 4 } },
    [17] = { { "argsz", 0, 4 }, { "mig_size", 4, 4 }, { "data", 8, -1 } },
    [18] = { { "argsz", 0, 4 }, { "mig_size", 4, 4 }, { "data", 8, -1 } },
}

-- What follows the flags of DEVICE_FEATURE, by feature; the same offsets.
local FEATURE_LAYOUT = {
    [1] = { { "migration_flags", 8, 8 } },
    [2] = { { "state", 8, 4 }, { "data_fd", 12, 4 } },
    [6] = { { "page_size", 8, 8 }, { "ranges", 16, 4 }, { "data", 24, -1 } },
    [7] = { { "data", 8, -1 } },
    [8] = { { "address", 8, 8 }, { "length", 16, 8 }, { "page_size", 24, 8 }, { "bitmap", 32, -1 } },
}

-- Requests that wait for their reply, replies by request and back, by packet number. Ids are not unique: a reply belongs to the
-- oldest request of the same connection, direction, id and command.
local waiting = {}
local replies = {}
local requests = {}
local times = {}

function vfio_user.init()
    waiting = {}
    replies = {}
    requests = {}
    times = {}
end

local function add_rows(tree, body, rows)
    for _, row in ipairs(rows) do
        local name, at, bytes = row[1], row[2], row[3]
        local left = body:len() - at
        if left > 0 and (bytes == -1 or bytes <= left) then
            local range = body(at, bytes == -1 and left or bytes)
            if bytes == -1 then
                tree:add(f[name], range)
            else
                tree:add_le(f[name], range)
            end
        end
    end
end

local function summary(command, body)
    local left = body:len()
    if (command == 9 or command == 10) and left >= 16 then
        local region = body(8, 4):le_uint()
        local place = regions[region] or ("region " .. region)
        local text = string.format(" %s+0x%x, %d bytes", place, body(0, 8):le_uint64():tonumber(), body(12, 4):le_uint())
        return left > 16 and left <= 24 and text .. ": " .. tostring(body(16, left - 16):bytes()) or text
    elseif (command == 11 or command == 12) and left >= 16 then
        return string.format(" 0x%x, %d bytes", body(0, 8):le_uint64():tonumber(), body(8, 8):le_uint64():tonumber())
    elseif (command == 17 or command == 18) and left >= 8 then
        return string.format(" %d bytes", body(4, 4):le_uint())
    elseif command == 16 and left >= 8 then
        local word = body(4, 4):le_uint()
        local feature = word % 0x10000
        local text = " " .. (features[feature] or ("feature " .. feature))
        if feature == 2 and left >= 12 then
            text = text .. " " .. (states[body(8, 4):le_uint()] or "?")
        end
        return text
    end
    return ""
end

local function pair(packet, from_server, connection, id, command, is_reply)
    local key = table.concat({ connection, (from_server == is_reply) and 0 or 1, id, command }, ":")
    if is_reply then
        local queue = waiting[key]
        if queue and #queue > 0 then
            local request = table.remove(queue, 1)
            replies[request] = packet
            requests[packet] = request
        end
    else
        waiting[key] = waiting[key] or {}
        table.insert(waiting[key], packet)
    end
end

local function dissect_message(buffer, pinfo, tree, at, from_server, connection)
    local header = buffer(at, HEADER_BYTES)
    local id = header(0, 2):le_uint()
    local command = header(2, 2):le_uint()
    local size = header(4, 4):le_uint()
    local flags = header(8, 4):le_uint()
    local is_reply = flags % 16 == 1
    local wants_no_reply = math.floor(flags / 16) % 2 == 1
    local is_error = math.floor(flags / 32) % 2 == 1
    local name = commands[command] or ("command " .. command)

    tree:add_le(f.id, header(0, 2))
    tree:add_le(f.command, header(2, 2))
    local size_item = tree:add_le(f.size, header(4, 4))
    local flags_tree = tree:add_le(f.flags, header(8, 4))
    flags_tree:add_le(f.type, header(8, 4))
    flags_tree:add_le(f.no_reply, header(8, 4))
    flags_tree:add_le(f.is_error, header(8, 4))
    if is_error then
        tree:add_le(f.error, header(12, 4)):add_proto_expert_info(refused)
    end
    local left = buffer:len() - at - HEADER_BYTES
    local length = math.min(math.max(size - HEADER_BYTES, 0), left)
    if size < HEADER_BYTES or size - HEADER_BYTES > left then
        size_item:add_proto_expert_info(wrong_size)
    end

    if not pinfo.visited then
        times[pinfo.number] = pinfo.rel_ts
        if not wants_no_reply then
            pair(pinfo.number, from_server, connection, id, command, is_reply)
        end
    end
    if replies[pinfo.number] then
        tree:add(f.reply_in, replies[pinfo.number]):set_generated()
    elseif requests[pinfo.number] then
        tree:add(f.request_in, requests[pinfo.number]):set_generated()
        local nanos = math.floor((times[pinfo.number] - times[requests[pinfo.number]]) * 1e9 + 0.5)
        tree:add(f.time, NSTime(math.floor(nanos / 1e9), nanos % 1e9)):set_generated()
    elseif is_reply then
        tree:add_proto_expert_info(unanswered)
    end

    local text = name .. (is_reply and " reply" or "")
    if length > 0 then
        local body = buffer(at + HEADER_BYTES, length)
        local body_tree = tree:add(vfio_user, body, name)
        add_rows(body_tree, body, LAYOUT[command] or { { "data", 0, -1 } })
        if command == 16 and length >= 8 then
            add_rows(body_tree, body, FEATURE_LAYOUT[body(4, 4):le_uint() % 0x10000] or { { "data", 8, -1 } })
        end
        text = text .. summary(command, body)
    end
    if is_error then
        local number = header(12, 4):le_uint()
        text = text .. " " .. (errors[number] or ("error " .. number))
    end
    return HEADER_BYTES + length, text
end

function vfio_user.dissector(buffer, pinfo, tree)
    if buffer:len() < PSEUDO_BYTES or buffer(0, 1):uint() ~= 1 or buffer(1, 1):uint() > 1 then
        return 0
    end
    pinfo.cols.protocol = "vfio-user"
    local from_server = buffer(1, 1):uint() == 1
    local connection = buffer(2, 2):le_uint()
    pinfo.cols.src = from_server and "server" or "client"
    pinfo.cols.dst = from_server and "client" or "server"

    local root = tree:add(vfio_user, buffer(), "vfio-user, " .. directions[from_server and 1 or 0] .. ", connection " .. connection)
    local pseudo = root:add(vfio_user, buffer(0, PSEUDO_BYTES), "Recording")
    pseudo:add_le(f.version, buffer(0, 1))
    pseudo:add_le(f.direction, buffer(1, 1))
    pseudo:add_le(f.connection, buffer(2, 2))
    pseudo:add_le(f.fds, buffer(4, 2))
    pseudo:add_le(f.recorded, buffer(6, 2)):add_le(f.incomplete, buffer(6, 2))

    local at = PSEUDO_BYTES
    local texts = {}
    while buffer:len() - at >= HEADER_BYTES do
        local taken, text = dissect_message(buffer, pinfo, root, at, from_server, connection)
        table.insert(texts, text)
        at = at + taken
    end
    if at < buffer:len() then
        root:add(f.data, buffer(at))
    end
    pinfo.cols.info = table.concat(texts, "; ")
    return buffer:len()
end

DissectorTable.get("wtap_encap"):add(wtap.USER0, vfio_user)
