using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Robustness.Models;

/// <summary>The one image that a mutated model is given.</summary>
internal sealed class ProbeRow
{
    [ImageType(70, 80)]
    public MLImage? Image { get; set; }
}
