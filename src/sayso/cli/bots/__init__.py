"""Commands about bots: automations that are made of words, and run by themselves."""

from sayso.cli.agency_option import OfAgency
from sayso.cli.bots import approvals, creation, inspection, lifecycle, registry_import, runs, triggers

app = OfAgency(help="Bots: make one from words, let it run, see what it does.", no_args_is_help=True)

app.command(epilog=creation.EXAMPLES)(creation.create)
app.command()(creation.say)
app.command("list")(inspection.list_bots)
app.command()(inspection.show)
app.command()(inspection.code)
app.command()(inspection.versions)
app.command(epilog=runs.EXAMPLES)(runs.run)
app.command()(runs.runs)
app.command()(runs.logs)
app.command()(runs.cancel)
app.command()(runs.rerun)
app.command(epilog=approvals.EXAMPLES)(approvals.approve)
app.command()(lifecycle.activate)
app.command()(lifecycle.pause)
app.command("test")(lifecycle.try_cases)
app.command()(lifecycle.remove)
app.command(epilog=triggers.EXAMPLES)(triggers.trigger)
app.command("import")(registry_import.import_folder)
