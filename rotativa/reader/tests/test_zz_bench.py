import time, pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rotativa.kit import trace
from rotativa.reader.surfaces.article import ArticleSurface
from rotativa.reader.surfaces import all_surfaces
from rotativa.reader.tests.paper import NOW
from rotativa.stories.tests.makers import *
pytestmark=pytest.mark.django_db
def test_b():
    n=make_newsroom(); pic=make_picture()
    arts=[make_public(n,headline=f'B {i}',picture=pic.pk) for i in range(20)]
    s=ArticleSurface(); a=[str(x.pk) for x in arts]
    with trace.tracing(NOW): s.render(a[0])
    t=time.process_time()
    for x in a:
        with trace.tracing(NOW): s.render(x)
    print('alone ms/page',(time.process_time()-t)/20*1000)
    with trace.tracing(NOW) as tr, CaptureQueriesContext(connection) as q: s.render(a[0])
    print('queries alone',len(q),'keys',len(tr.used),'files',len(tr.files))
    t=time.process_time()
    with trace.batch():
        with CaptureQueriesContext(connection) as q: s.warm(a)
        t1=time.process_time()
        for x in a:
            with trace.tracing(NOW): s.render(x)
    print('batch ms/page',(time.process_time()-t)/20*1000,'warm queries',len(q),'render only',(time.process_time()-t1)/20*1000)
    f=[x for x in all_surfaces() if x.name=='front'][0]
    t=time.process_time()
    for _ in range(10):
        with trace.tracing(NOW) as tr: f.render('en')
    print('front ms',(time.process_time()-t)*100,'keys',len(tr.used))
    import cProfile,pstats
    with trace.batch():
        s.warm(a); p=cProfile.Profile(); p.enable()
        for x in a:
            with trace.tracing(NOW): s.render(x)
        p.disable()
    pstats.Stats(p).sort_stats('tottime').print_stats(18)
