from tests.thread.life import give_nia_a_life
from tests.statements import counted
import os, time
def test_probe(world, client):
    give_nia_a_life(world, 200)
    client.sign_in(world.anjali)
    client.get(f"/children/{world.nia}")
    with counted() as s:
        client.get(f"/children/{world.nia}")
    print(len(s)); 
    with counted() as s:
        client.get(f"/children/{world.nia}?show=200")
    print(len(s)); [print(x[:150]) for x in s]
    for i in range(3):
        t=time.perf_counter(); r=client.raw.get(f"/children/{world.nia}?show=200"); print((time.perf_counter()-t)*1e3, len(r.data))
    open('/tmp/C/child.html','wb').write(client.raw.get(f"/children/{world.nia}").data)
