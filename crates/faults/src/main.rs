//! A server that misbehaves on request.
//!
//! It speaks HTTP by hand, because no well-behaved server can be made to break off, drip or lie about its length. An address is
//! `/{fault}/{where}/{run}/…`: the fault, where in the service it strikes (`front`, `list`, `topic`, `search`, `ask`, `reply`, or `all`), and a
//! name under which one test keeps its rows and requests apart from all others. `/seen/{run}` tells those as JSON.
//!
//! It listens on a free port of 127.0.0.1, or on the one that it is given, and says its address in one line.

mod fault;
mod request;
mod send;
mod service;
mod state;

use request::Request;
use state::{Runs, Seen};
use std::{cell::RefCell, error::Error, rc::Rc};
use tokio::net::{TcpListener, TcpStream};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args().nth(1).map_or(Ok(0), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}", listener.local_addr()?);
    let runs = Rc::new(RefCell::new(Runs::default()));
    tokio::task::LocalSet::new()
        .run_until(async {
            loop {
                let (stream, _) = listener.accept().await?;
                tokio::task::spawn_local(serve(stream, runs.clone()));
            }
        })
        .await
}

/// One request, and what comes of it. A client that goes away is none of our business.
async fn serve(mut stream: TcpStream, runs: Rc<RefCell<Runs>>) {
    let Some(request) = Request::read(&mut stream).await else { return };
    if let Some(run) = request.path.strip_prefix("/seen/") {
        let told = runs.borrow_mut().run(run).told();
        let _ = send::whole(&mut stream, &service::json(200, told)).await;
        return;
    }
    let number = runs.borrow_mut().run(&request.run).begin(Seen::of(&request));
    let (status, plan) = {
        let mut runs = runs.borrow_mut();
        let plan = fault::plan(&request, runs.run(&request.run));
        (plan.status(), plan)
    };
    let sent = send::carry_out(&mut stream, plan).await;
    runs.borrow_mut().run(&request.run).end(number, status, &sent);
}
