#!/usr/bin/env bash
# radosgw.sh PACKAGES PORT: serves S3 on PORT of loopback by a gateway to a Ceph cluster of one monitor and one store in memory, and
# prints "ready PORT"; ends when standard input does. Also takes PORT+1 and PORT+2. User testaccess, secret testsecret1234.
set -euo pipefail
packages=$1
port=$2
dir=$(mktemp -d)
lib=$packages/usr/lib/x86_64-linux-gnu
export PATH=$packages/usr/bin:$PATH LD_LIBRARY_PATH=$lib:$lib/ceph:$packages/lib/x86_64-linux-gnu PYTHONPATH=$packages/usr/lib/python3/dist-packages PYTHONDONTWRITEBYTECODE=1
export CEPH_CONF=$dir/ceph.conf
stop() {
  for pid in "$dir"/*.pid; do [ -f "$pid" ] && kill -KILL "$(cat "$pid")" 2>/dev/null; done
  rm -rf "$dir"
}
trap stop EXIT
mkdir -p "$dir"/{mon,osd,log,run,rgw}
fsid=$(cat /proc/sys/kernel/random/uuid)
# Without authentication a gateway in its default mode is refused; the intervals make starting take 3 seconds instead of 12, and
# tcp_nodelay a call 3 milliseconds instead of 44.
cat >"$CEPH_CONF" <<C
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms mon service mode = crc
ms mon cluster mode = crc
ms client mode = crc
ms service mode = crc
ms cluster mode = crc
ms bind ipv6 = false
paxos propose interval = 0.05
paxos min wait = 0.02
mon allow pool delete = true
mon allow pool size one = true
mon max pg per osd = 1000
mon osd full ratio = .99
mon osd nearfull ratio = .99
mon osd backfillfull ratio = .99
mon data avail crit = 1
mon data avail warn = 1
mon data = $dir/mon
osd data = $dir/osd
osd objectstore = memstore
osd journal size = 64
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd crush chooseleaf type = 0
osd failsafe full ratio = .99
osd class dir = $lib/rados-classes
osd max object name len = 1024
osd max object namespace len = 64
memstore device bytes = 4294967296
plugin dir = $lib/ceph
erasure code dir = $lib/ceph/erasure-code
run dir = $dir/run
admin socket = $dir/run/\$name.asok
log file = $dir/log/\$name.log
pid file = $dir/run/\$name.pid
rgw data = $dir/rgw
rgw dns name = localhost
rgw enable usage log = false
rgw enable ops log = false
rgw rados pool pg num min = 1
rgw override bucket index max shards = 1
rgw thread pool size = 64
rgw crypt require ssl = false
C
fail() { echo "failed $1: $(tail -qn 3 "$dir"/log/* 2>/dev/null | tr '\n' ' ' | tail -c 1500)"; exit 1; }
{
  monmaptool --create --clobber --addv a "[v2:127.0.0.1:$((port + 1)),v1:127.0.0.1:$((port + 2))]" --fsid "$fsid" "$dir/monmap"
  ceph-mon -c "$CEPH_CONF" --mkfs -i a --monmap "$dir/monmap"
} >"$dir/log/setup" 2>&1 || fail "the monitor could not be made"
ceph-mon -c "$CEPH_CONF" -i a -f >"$dir/log/mon.out" 2>&1 &
echo $! >"$dir/mon.pid"
osd=$(cat /proc/sys/kernel/random/uuid)
{
  timeout 60 ceph -c "$CEPH_CONF" osd new "$osd" 0
  ceph-osd -c "$CEPH_CONF" -i 0 --mkfs --osd-uuid "$osd"
} >>"$dir/log/setup" 2>&1 || fail "the store could not be made"
ceph-osd -c "$CEPH_CONF" -i 0 -f >"$dir/log/osd.out" 2>&1 &
echo $! >"$dir/osd.pid"
for ((i = 0; i < 300; i++)); do ceph -c "$CEPH_CONF" osd stat 2>/dev/null | grep -q '1 up' && break; sleep 0.1; done
radosgw -c "$CEPH_CONF" -n client.rgw -f --rgw-frontends="beast endpoint=127.0.0.1:$port tcp_nodelay=1" >"$dir/log/rgw.out" 2>&1 &
echo $! >"$dir/rgw.pid"
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
for ((i = 0; i < 600; i++)); do answers && break; kill -0 "$(cat "$dir/rgw.pid")" 2>/dev/null || fail "the gateway ended"; sleep 0.1; done
radosgw-admin -c "$CEPH_CONF" user create --uid=test --display-name=test --access-key=testaccess --secret-key=testsecret1234 \
  >>"$dir/log/setup" 2>&1 || fail "the user could not be made"
echo "ready $port"
cat >/dev/null
