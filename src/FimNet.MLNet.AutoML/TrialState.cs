namespace FimNet.MLNet.AutoML;

/// <summary>How far a trial is.</summary>
public enum TrialState
{
    /// <summary>Its training was paused and has a model; it goes on if the trial proves to be among the best.</summary>
    Paused,

    /// <summary>It was trained to the end.</summary>
    Completed,

    /// <summary>Its training was paused and does not go on, because its learning curve leads to no better a model than there is.</summary>
    Stopped,

    /// <summary>It failed; <see cref="TrialResult.FailureReason"/> says why.</summary>
    Failed,
}
