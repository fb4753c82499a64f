using System.Diagnostics;
using FimNet.MLNet.Training;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Checkpoints;

/// <summary>Continues a training from its newest checkpoint, and writes new ones when their time has come.</summary>
internal sealed class CheckpointSchedule : IDisposable
{
    private readonly CheckpointFolder _folder;
    private readonly TimeSpan _interval;
    private readonly RunIdentity _run;
    private readonly TrainingRecord _record;
    private readonly IChannel _channel;
    private readonly Stopwatch _sinceLatest = Stopwatch.StartNew();
    private readonly CheckpointFile? _resumed;
    private StagePosition? _latest;
    private TimeSpan _elapsedWhenKept;

    /// <exception cref="TrainingCheckpointException">All checkpoints are damaged, or they are of another training.</exception>
    public CheckpointSchedule(CheckpointFolder folder, TimeSpan interval, RunIdentity run, TrainingRecord record, IChannel channel)
    {
        _folder = folder;
        _interval = interval;
        _run = run;
        _record = record;
        _channel = channel;
        _resumed = folder.Newest(run, text => channel.Warning(MessageSensitivity.UserData, text));
        if (_resumed is not null)
        {
            record.Resume(_resumed.Header.History, _resumed.Header.Elapsed);
            _latest = Resumed;
            channel.Info(MessageSensitivity.None, "Continuing after step {0} of stage {1}.", Resumed!.Step, Resumed.Stage);
        }
    }

    /// <summary>Where the training continues; null if it is a new one.</summary>
    public StagePosition? Resumed => _resumed?.Header.Position;

    /// <summary>Puts the checkpoint in the place of a stage's first state. A new training writes its first checkpoint now, so that a folder without room is noticed at once.</summary>
    /// <exception cref="TrainingCheckpointException">The first checkpoint cannot be written, or the tensors of the checkpoint are not those of the training.</exception>
    public void Starting(StageState state)
    {
        _elapsedWhenKept = _record.Elapsed;
        if (Resumed?.Stage == state.Position.Stage)
        {
            Read(_resumed!, state);
        }
        else if (Resumed is null && state.Position.Stage == 1)
        {
            try
            {
                Write(state);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw _folder.Unwritable(e);
            }
        }
    }

    /// <summary>Writes a checkpoint when the interval is over or the stage ended. One that cannot be written is a warning: the training goes on.</summary>
    public void Kept(StageState state, bool ended)
    {
        _elapsedWhenKept = _record.Elapsed;
        if (ended || _sinceLatest.Elapsed >= _interval)
        {
            TryWrite(state, "The training goes on; the");
        }
    }

    /// <summary>Writes what the cancelled training had reached, unless it is written already.</summary>
    public void Cancelled(StageState state)
    {
        if (state.Position != _latest)
        {
            TryWrite(state, "The");
        }
    }

    public void Dispose() => _resumed?.Dispose();

    private static void Read(CheckpointFile file, StageState state)
    {
        try
        {
            file.ReadInto(state);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new TrainingCheckpointException($"The newest checkpoint cannot be read: {e.Message}. Delete the checkpoints to start anew.", e);
        }
        finally
        {
            file.Dispose();
        }
    }

    private void TryWrite(StageState state, string othersBegin)
    {
        try
        {
            Write(state);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _sinceLatest.Restart();
            _channel.Warning(MessageSensitivity.UserData, $"{_folder.Unwritable(e).Message} {othersBegin} checkpoints before this one are as they were.");
        }
    }

    private void Write(StageState state)
    {
        _folder.Write(new CheckpointHeader(_folder.NextSequence, _run, state.Position, _elapsedWhenKept, _record.HistoryTo(state.Position)), state);
        _latest = state.Position;
        _sinceLatest.Restart();
    }
}
